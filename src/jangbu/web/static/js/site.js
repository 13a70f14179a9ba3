// What the pages need beyond HTML: the choice of light or dark, closing a message, and a button that shows it is busy.
'use strict';

function applyTheme(choice) {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
  document.cookie = `theme=${choice}; path=/; max-age=${choice ? 31536000 : 0}; samesite=lax`;
}

for (const choice of document.querySelectorAll('[data-theme-choice]')) {
  choice.hidden = false;
  choice.addEventListener('change', (event) => applyTheme(event.target.value));
}

for (const button of document.querySelectorAll('[data-close]')) {
  button.hidden = false;
  button.addEventListener('click', () => button.parentElement.remove());
}

// On a low screen the menu scrolls; where we are is in sight.
document.querySelector('.nav [aria-current]')?.scrollIntoView({block: 'nearest'});

// A second press does nothing, and after 300 ms the button says so. A download leaves its page in place: not for those.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || form.hasAttribute('data-download') || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = 'yes';
  const button = event.submitter;
  setTimeout(() => {
    if (!button) return;
    button.setAttribute('aria-busy', 'true');
    if (form.dataset.busy) button.textContent = form.dataset.busy;
  }, 300);
});

window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy');
});

// The inbox by keyboard: j and k move, a approves, r opens the reason, z takes the last decision back.
const inbox = document.querySelector('[data-inbox]');

// What is open is in sight in the list of what waits, which scrolls by itself.
const open = inbox?.querySelector('.inbox-list li:has([aria-current])');
if (open) {
  const [side, row] = [open.closest('.inbox-list'), open.parentElement];
  row.scrollLeft = open.offsetLeft - row.offsetLeft - 16;
  if (open.offsetTop + open.offsetHeight > side.clientHeight) side.scrollTop = open.offsetTop - side.clientHeight / 2;
}

function step(by) {
  const links = [...inbox.querySelectorAll('.inbox-list a')];
  const at = links.findIndex((link) => link.hasAttribute('aria-current'));
  const next = links[at + by];
  if (next) next.click();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest('input, textarea, select, [popover]:popover-open')) return;
  if (event.key === 'z') { document.querySelector('.toast form [type=submit], .toast form button')?.click(); return; }
  if (!inbox) return;
  if (/^[1-9]$/.test(event.key)) inbox.querySelectorAll('input[name="field-slot"]')[event.key - 1]?.click();
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === 'a') document.querySelector('form[data-key="a"]')?.requestSubmit();
  else if (event.key === 'r') {
    const button = inbox.querySelector('button[data-key="r"]');
    if (button) { event.preventDefault(); button.click(); }
  }
});

// A field and its box answer to each other.
for (const input of document.querySelectorAll('.fields .value-input')) {
  const box = document.getElementById(input.closest('li').id.replace('f', 'b'));
  if (!box) continue;
  input.addEventListener('focus', () => box.classList.add('near'));
  input.addEventListener('blur', () => box.classList.remove('near'));
}

// A file is chosen by a button of this house, in the reader's language; the browser's own control lies over it unseen, so
// that the keyboard, dropping a file on it and reading aloud stay as they are. Without this script that control is shown.
const words = document.body.dataset;
for (const input of words.file ? document.querySelectorAll('input[type="file"]') : []) {
  const part = (name, text) => Object.assign(document.createElement('span'), { className: name, textContent: text, ariaHidden: 'true' });
  const name = part('file-name', words.fileNone);
  const box = document.createElement('span');
  box.className = 'file';
  input.replaceWith(box);
  box.append(part('button', words.file), name, input);
  const tell = () => {
    const [first, ...more] = input.files;
    name.textContent = more.length ? words.fileMany.replace('N', input.files.length) : first?.name ?? words.fileNone;
    box.classList.toggle('chosen', Boolean(first));
  };
  input.addEventListener('change', tell);
  input.form?.addEventListener('reset', () => setTimeout(tell));
  tell();
}

// Ctrl and Enter finish what is being written; a finished text is copied with one press.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const button = event.target.closest('form')?.querySelector('[data-finish]');
  if (button) { event.preventDefault(); button.form.requestSubmit(button); }
});

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  text.select();
  try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand('copy'); }
  button.textContent = button.dataset.done;
});
