// The matrix of duties: a click gives a cell its next letter and draws its row anew; keys move and set letters.
'use strict';

const matrix = document.getElementById('matrix');

function send(cell, extra) {
  const row = cell.closest('tr');
  const values = { [cell.name]: cell.value, person: matrix.elements.person.value, ...extra };
  htmx.ajax('POST', matrix.action, { source: row, target: row, swap: 'outerHTML', values });
}

matrix?.addEventListener('submit', (event) => {
  const cell = event.submitter;
  if (!cell || !window.htmx) return;
  event.preventDefault();
  send(cell, {});
}, true);

// Where a key leads from a cell: by column and row, staying within the table.
function beside(cell, across, down) {
  const row = cell.closest('tr');
  const place = [...row.querySelectorAll('.cell')].indexOf(cell);
  const there = down > 0 ? row.nextElementSibling : down < 0 ? row.previousElementSibling : row;
  return there?.querySelectorAll('.cell')[place + across];
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

matrix?.addEventListener('keydown', (event) => {
  const cell = event.target.closest('button.cell');
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (STEPS[event.key]) {
    event.preventDefault();
    beside(cell, ...STEPS[event.key])?.focus();
  } else if (/^[raci]$/i.test(event.key)) {
    event.preventDefault();
    send(cell, { letter: event.key.toUpperCase() });
  } else if (event.key === 'Backspace' || event.key === 'Delete') {
    event.preventDefault();
    send(cell, { letter: '' });
  }
});

document.addEventListener('htmx:afterSettle', () => {
  for (const button of document.querySelectorAll('.toast [data-close][hidden]')) {
    button.hidden = false;
    button.addEventListener('click', () => button.parentElement.remove());
  }
});
