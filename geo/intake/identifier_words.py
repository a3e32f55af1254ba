"""What tells who a person is without being a number: e-mails, birth dates, names behind a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from geo.intake.identifier_headings import personal_heading
from geo.intake.identifier_numbers import Span
from geo.words import Identifier

_I = re.IGNORECASE
_AT = r"(?: ?@ ?|\s?[\[({<]\s?(?:at|a|et)\s?[\])}>]\s?)"
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|titik|\.)\s?[\])}>]\s?| dot | titik )"
_PROVIDERS = (
    r"gmail|yahoo|ymail|hotmail|outlook|live|icloud|proton(?:mail)?|mail|qq|163|yandex|gmx|aol|msn"
)
_EMAIL = re.compile(
    rf"[\w.+%\-]{{0,63}}[\w+%\-]{_AT}[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}}){{0,4}}{_DOT}[a-z]{{2,12}}(?![\w])"
    rf"|[\w.+%\-]{{0,63}}[\w+%\-]{_AT}(?:{_PROVIDERS})(?:[ ,.]{{1,2}}(?:com|co|id|net"
    rf"|ru)){{0,2}}(?!\w)"
    rf"|[\w.+%\-]{{0,63}}[\w+%\-](?: at | et |%40)(?:{_PROVIDERS})\b(?:(?:{_DOT}|[ ,.])(?:com"
    rf"|co|id|net|ru))*",
    _I,
)
_MONTH = (
    r"(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|agt|ags|aug|sep|okt|oct|nov|nop|des"
    r"|dec)[a-z]{0,7}\.?"
)
_DATE = (
    rf"(?:\d{{1,2}}[ \-/.]{{1,3}}\d{{1,2}}[ \-/.]{{1,3}}(?:19|20)?\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ \-/]{{0,2}}{_MONTH}[ \-/,]{{0,2}}(?:19|20)?\d\d(?!\d)"
    rf"|{_MONTH} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?(?:19|20)\d\d"
    r"|(?:19|20)\d\d[ \-/.]?\d{2}[ \-/.]?\d{2}(?!\d)|\d{4}(?:19|20)\d\d(?!\d))"
)
_BIRTH = re.compile(
    r"(?<![^\W_])(?<!hari )(?<!hari-)(?:dilahirkan|lahir|kelahiran|lhr|t\.?t\.?l|d\.?o\.?b|born"
    r"|birth ?da(?:te|y)"
    r"|date of birth|tgl\.? ?lahir|tanggal lahir)(?![^\W_])(?! tim)(?! pancasila)"
    rf"[^\d]{{0,40}}?(?P<value>{_DATE})",
    _I,
)
_STOP: Final = frozenset(
    """bupati wakil kepala kakanim kakanwil kantor camat sekcam lurah perbekel kelian kelihan kades
    kadus kaling kapolsek kapolres kapolda kapolri polsek polres polda danramil koramil
    kodim dandim danlanal lanal komandan gubernur menteri dirjen direktur direktorat
    sekretaris sekda ketua anggota kasi kabid kasubsi kasubag kasubbag kabag kasat kanit plt
    plh pj pjs wali walikota dinas badan kementerian kementrian pemerintah pemda pemkab
    pemprov pemilik penjamin sponsor pelapor terlapor pemohon petugas pejabat perusahaan pt
    cv ud yayasan lembaga instansi tim panitia satuan satpol imigrasi kejaksaan kajari
    pengadilan desa kelurahan kecamatan kabupaten kota provinsi banjar dusun lingkungan
    hotel villa vila pantai jalan jl gang pura pasar pulau hari tanggal nomor no yang ybs
    dan atau untuk dengan di dari pada dalam tersebut itu ini juga orang seorang warga wna
    wni masyarakat negara bangsa keluarga sendiri lain lainnya pribadi bersama semua para
    seluruh ke oleh telah sudah belum tidak akan adalah sama nama lengkap jelas terang
    anonim keimigrasian penginapan perwakilan konsulat kedutaan duta konjen notaris operasi
    kegiatan rapat laporan program pemegang penyewa penghuni pengelola manajer manager
    pengurus bendesa jero pecalang babinsa bhabinkamtibmas pemuda kapus kadis kadisnaker
    kadinas kapolresta kasubdit sekdes diy pertiwi pkk rumah tangga guru dosen kandung hamil
    angkat mertua anak pemohon bank toko usaha warung yth unit seksi bidang bagian subseksi
    subbagian kesbangpol bnn bnnk tni polri satgas head office the of mayor chief regent
    village district sub company immigration team ahli mata korban ibu bapak undangan
    hadirin sekalian excel word teams powerpoint""".split()
)
_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019.\-](?=[^\W\d_]))*\.?"
_NAME = re.compile(
    r"(?<![^\W_])(?:(?P<any>a\. ?n\b\.?|a ?n\.|a/n\b|an\s?[.:]|atas nama\b|(?:ber)?nama (?:lengkap"
    r"|asli)\b"
    r"|(?:bernama|named)\b|(?:sdr|sdri|saudara|saudari|mr|mrs|miss|nn|tn(?=\.)|ms(?=\.)|(?-i:Tn|tn"
    r"|Ms|ms))\b\.?)"
    r"|(?P<label>(?:nama|name|guest name|full name)(?: [a-z]+){0,2})\s?[:=]"
    r"|(?P<high>an|bapak|ibu|bpk|pak|bu|ny|nyonya|tuan|saksi|inisial|alias)\b\.?)"
    rf"[\s:=,\-]{{0,3}}[\"'“]?(?P<value>{_WORD}(?:[ ]+{_WORD}){{0,4}})",
    _I,
)
_ALSO_OF_PLACES: Final = frozenset({"pak", "bu", "ibu", "tuan", "saksi"})
"""Titles that desa of the register bear in their names: Pak Bulu, Ibu Selatan, Sungai Tuan Ilir."""

_PLACE_BEFORE = re.compile(
    r"(?:desa|banjar|dusun|hotel|villa|vila|penginapan|homestay|kapal|pantai|tempat|perusahaan"
    r"|toko|restoran|bar|warung"
    r"|kegiatan|program|operasi|aplikasi|usaha|lokasi|jalan|sekolah|yayasan|pulau|kecamatan"
    r"|kelurahan|pt|cv|tim|grup)"
    r"(?: (?:yang|yg|itu|tersebut|kecil|baru|swasta))?\s*$",
    _I,
)
_ADDRESS = re.compile(
    r"(?<![^\W_])(?:alamat (?:rumah|tinggal|domisili|wna|ybs|asal|pelapor)|beralamat(?:kan)?"
    r"|tinggal|bertempat tinggal|berdomisili"
    r"|domisili|kediaman|alamat)\b[^\d\n]{0,24}?\b(?P<value>(?:jl|jln|jalan|gg|gang|perum(?:ahan)?"
    r"|street)\b\.?[^,;\n]{2,40}?\b(?:no|nomor|blok|kav)\b"
    r"\.? ?\w{1,6})",
    _I,
)


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also those written out to dodge machines."""
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), Identifier.EMAIL)


def births(text: str) -> Iterator[Span]:
    """Dates behind a word of birth."""
    for match in _BIRTH.finditer(text):
        yield Span(*match.span("value"), Identifier.BIRTH)


def addresses(text: str) -> Iterator[Span]:
    """A street with a number behind words of living there."""
    for match in _ADDRESS.finditer(text):
        yield Span(*match.span("value"), Identifier.ADDRESS)


def names(text: str) -> Iterator[Span]:
    """Names of persons behind a cue; posts, bodies and places are none."""
    for match in _NAME.finditer(text):
        cue = (match["any"] or match["high"] or "").casefold()
        called = match["high"] or cue in ("bernama", "named")
        if called and _PLACE_BEFORE.search(text[: match.start()]):
            continue
        if cue in _ALSO_OF_PLACES and _in_a_place_name(text, match):
            continue
        if match["label"] and personal_heading(match["label"]) is not Identifier.NAME:
            continue
        parts = list(re.finditer(_WORD, match["value"]))
        n = _name_length([part.group() for part in parts], strict=match["any"] is None)
        if n and (cue != "an" or n > 1):
            first = match.start("value")
            yield Span(first, first + parts[n - 1].end(), Identifier.NAME)


def _in_a_place_name(text: str, match: re.Match[str]) -> bool:
    """Whether a title belongs to a place: a cell of up to three words, or after a capital."""
    before = text[: match.start()].split()
    alone = not before and len(text.split()) <= 3 and text.strip()[-1:].isalpha()
    return alone or bool(before and before[-1].isalpha() and before[-1].istitle())


def _name_length(words: list[str], *, strict: bool) -> int:
    """How many of the words behind a cue are the name; `strict` wants capitals."""
    if _is_stop(words[0]) or (strict and not words[0][0].isupper()):
        return 0
    if not strict and words[0][0].islower() and len(words[0].strip(".")) < 3:
        return 0
    n = 1
    while n < len(words) and not _is_stop(words[n]) and words[n][0].isupper():
        n += 1
    return n


def _is_stop(word: str) -> bool:
    return word.strip(".").casefold() in _STOP
