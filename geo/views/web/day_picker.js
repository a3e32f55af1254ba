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
    altInput: true, altFormat: 'j F Y', dateFormat: 'Y-m-d', allowInput: true, disableMobile: true,
    defaultDate: data.value, minDate: data.earliest, maxDate: data.latest, locale: data.words.locale,
    onChange: (_days, iso) => picker.send(iso),
    onReady: (_days, _iso, calendar) => {
      calendar.calendarContainer.append(picker.days);
      calendar.altInput.setAttribute('aria-label', data.words.label);
      calendar.altInput.addEventListener('keydown', (event) => {
        if (event.key === 'Enter') calendar.setDate(calendar.altInput.value, true, 'j F Y');
      });
    },
  });
  return picker;
}

function drawDays(picker, { days, words }) {
  const heading = Object.assign(document.createElement('span'), { textContent: words.days });
  picker.days.replaceChildren(heading, ...days.map(({ iso, label }) => Object.assign(
    document.createElement('button'),
    { type: 'button', textContent: label, onclick: () => { picker.calendar.setDate(iso, true); picker.calendar.close(); } })));
}
