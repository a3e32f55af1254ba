/* A day, in the words of the reader's language whatever the browser speaks: flatpickr, with its words
   and the days on which facts change given by the page. */

const pickers = new WeakMap();
let flatpickrLoads = null;

export default async function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.pp-day');
  document.documentElement.lang = data.language; // Streamlit always says English
  await (flatpickrLoads ??= load(data.flatpickr));
  let picker = pickers.get(root);
  if (!picker || picker.language !== data.language) {
    picker?.calendar.destroy();
    picker = make(root, data);
    pickers.set(root, picker);
  }
  picker.send = (iso) => { if (iso && iso !== picker.value) { picker.value = iso; setStateValue('day', iso); } };
  picker.value = data.value;
  picker.calendar.set('minDate', data.earliest);
  picker.calendar.set('maxDate', data.latest);
  picker.calendar.setDate(data.value, false);
  drawDays(picker, data);
  root.dataset.value = data.value;
}

function load(src) {
  return window.flatpickr ? Promise.resolve() : new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject }));
  });
}

function make(root, data) {
  const label = Object.assign(document.createElement('label'), { textContent: data.words.label });
  const input = Object.assign(document.createElement('input'), { type: 'text' });
  label.append(input);
  root.replaceChildren(label);
  const picker = { language: data.language, days: document.createElement('div') };
  picker.days.className = 'pp-days';
  picker.calendar = window.flatpickr(input, {
    altInput: true, altFormat: 'j F Y', dateFormat: 'Y-m-d', ariaDateFormat: 'j F Y', allowInput: true, disableMobile: true,
    parseDate: (text) => parseDay(text, data.words.locale.months.longhand),
    defaultDate: data.value, minDate: data.earliest, maxDate: data.latest, locale: data.words.locale,
    onChange: (_days, iso) => picker.send(iso),
    onReady: (_days, _iso, calendar) => {
      calendar.calendarContainer.append(picker.days);
      calendar.altInput.setAttribute('aria-label', data.words.label);
      const field = calendar.altInput;
      const take = () => takeTyped(picker, field, data.words);
      field.addEventListener('keydown', (event) => { if (event.key === 'Enter') take(); });
      field.addEventListener('change', (event) => { event.stopImmediatePropagation(); take(); }, true);
      field.addEventListener('blur', (event) => { event.stopImmediatePropagation(); take(); }, true);
    },
  });
  return picker;
}

/* A typed day: 25 Maret 2019, 2019-03-25 or 25/3/2019; anything else is no day. */
function parseDay(text, months) {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const plain = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const worded = /^(\d{1,2})\s+(\p{L}+)\s+(\d{4})$/u.exec(text.trim());
  const month = worded && months.findIndex((name) => name.toLowerCase().startsWith(worded[2].toLowerCase())) + 1;
  const [year, at, day] = iso ? iso.slice(1) : plain ? [plain[3], plain[2], plain[1]]
    : worded ? [worded[3], month, worded[1]] : [0, 0, 0];
  const made = new Date(Number(year), Number(at) - 1, Number(day));
  return Number(at) && made.getDate() === Number(day) && made.getMonth() === Number(at) - 1 ? made : undefined;
}

/* A typed day that is none, or out of bounds, is said to be so, and the day shown stays. */
function takeTyped(picker, field, words) {
  const { calendar } = picker;
  if (!field.value.trim() && !picker.value) return; // a field that may stay empty
  const day = parseDay(field.value, words.locale.months.longhand);
  const good = day && day >= calendar.config.minDate && day <= calendar.config.maxDate;
  field.setCustomValidity(good ? '' : words.noDay);
  if (good) calendar.setDate(day, true);
  else {
    field.reportValidity();
    field.setCustomValidity('');
    calendar.setDate(picker.value, false);
  }
}

function drawDays(picker, { days, words }) {
  picker.days.hidden = !days.length;
  const heading = Object.assign(document.createElement('span'), { textContent: words.days });
  picker.days.replaceChildren(heading, ...days.map(({ iso, label }) => Object.assign(
    document.createElement('button'),
    { type: 'button', textContent: label, onclick: () => { picker.calendar.setDate(iso, true); picker.calendar.close(); } })));
}
