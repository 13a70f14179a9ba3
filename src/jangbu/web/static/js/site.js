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
