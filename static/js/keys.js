/* Shortcuts (screens.md): Ctrl K, ?, n, j, k, u, o. Switchable in the list itself; silent while typing (WCAG 2.1.4). */
(() => {
  'use strict';
  const SWITCH = 'sneltoetsen';
  const list = document.getElementById('sneltoetsen');
  if (!list) return;
  const tick = document.getElementById('toetsenaan');
  const on = () => localStorage.getItem(SWITCH) !== 'uit';
  tick.checked = on();
  tick.addEventListener('change', () => localStorage.setItem(SWITCH, tick.checked ? 'aan' : 'uit'));
  document.querySelectorAll('[data-sneltoetsen]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => list.showModal());
  });

  const visible = (element) => element.getClientRects().length > 0;
  /** Move the focus by one among the elements that fit, starting from where it is. */
  function move(selector, step) {
    const rows = [...document.querySelectorAll(selector)].filter(visible);
    if (!rows.length) return;
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
    (row.matches('a, button') ? row : row.querySelector('a, button, summary, [tabindex]') ?? row).focus();
  }
  const inRow = (selector) => document.activeElement?.closest('[data-rij]')?.querySelector(selector)?.click();
  const ACTS = {
    '?': () => list.showModal(),
    n: () => document.querySelector('[data-nieuw]')?.click(),
    j: () => move('[data-rij]', 1),
    k: () => move('[data-rij]', -1),
    o: () => move('[data-open]', 1),
    u: () => inRow('[data-uitstellen]'),
  };
  function search() {
    const field = document.getElementById('zoek');
    const menu = field?.closest('details');
    if (field && !visible(field) && menu) menu.open = true;
    field?.focus();
    return Boolean(field);
  }
  document.addEventListener('keydown', (event) => {
    if (!on() || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      if (search()) event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || list.open || event.target.closest('input, select, textarea, [contenteditable]')) return;
    const act = ACTS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();

/* A calendar is one tab stop: arrows by day and week, PageUp and PageDown by month (screens.md, jaarplan). */
(() => {
  'use strict';
  const DAYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  /** Make one calendar a single stop; again for a calendar that was swapped in. */
  function raster(grid) {
    const days = [...grid.querySelectorAll('[data-dag]')];
    if (!days.length) return;
    const start = days.find((day) => day.closest('.nu')) ?? days[0];
    days.forEach((day) => { day.tabIndex = day === start ? 0 : -1; });
    /** The day itself, or the nearest one in that direction that can be chosen. */
    function near(wanted, forward) {
      const rest = days.filter((day) => (forward ? day.dataset.dag >= wanted : day.dataset.dag <= wanted));
      return forward ? rest[0] : rest.at(-1);
    }
    grid.addEventListener('keydown', (event) => {
      const here = event.target.closest('[data-dag]');
      const month = { PageUp: -1, PageDown: 1 }[event.key];
      if (!here || !(event.key in DAYS || month)) return;
      const date = new Date(`${here.dataset.dag}T12:00:00Z`);
      if (month) date.setUTCMonth(date.getUTCMonth() + month);
      else date.setUTCDate(date.getUTCDate() + DAYS[event.key]);
      const next = near(date.toISOString().slice(0, 10), (month ?? DAYS[event.key]) > 0);
      event.preventDefault();
      if (!next) return;
      here.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
  document.querySelectorAll('[data-raster]').forEach(raster);
  document.addEventListener('htmx:load', (event) => {
    if (event.detail.elt !== document.body) event.detail.elt.querySelectorAll?.('[data-raster]').forEach(raster);
  });
})();
