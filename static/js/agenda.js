/* Dragging items of an agenda: an extra beside the arrows and the places. The whole order is posted as one list. */
(() => {
  'use strict';
  function ready() {
    const list = document.querySelector('[data-volgorde]');
    const form = document.getElementById('volgordeformulier');
    if (!list || !form || list.dataset.versleepbaar) return;
    list.dataset.versleepbaar = 'ja';
    list.querySelectorAll('[data-greep]').forEach((grip) => { grip.hidden = false; });
    Sortable.create(list, {
      handle: '[data-greep]', draggable: '[data-punt]', animation: 120, dataIdAttr: 'data-punt',
      onEnd: (event) => {
        const order = [...list.querySelectorAll('[data-punt]')].map((row) => row.dataset.punt).join(',');
        if (order === form.elements.seen.value) return;
        form.elements.order.value = order;
        moved = event.item.id;
        form.requestSubmit();
      },
    });
  }
  let moved = '';                // the row that was dragged: it keeps the focus
  document.addEventListener('DOMContentLoaded', ready);
  document.addEventListener('htmx:afterSettle', () => {
    ready();
    if (moved) document.querySelector(`#${moved} h3 a`)?.focus();
    moved = '';
  });
})();
