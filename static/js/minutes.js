/* Minutes on a narrow screen: the items in a select. And a comment begins with the words that were selected. Extra. */
(() => {
  'use strict';
  const open = (root) => root.querySelectorAll('.kieslijst[hidden]').forEach((line) => { line.hidden = false; });
  open(document);
  document.addEventListener('htmx:oobAfterSwap', () => open(document));
  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-naar]')) return;
    const aim = document.querySelector(event.target.value);
    if (!aim) return;
    aim.tabIndex = -1;
    aim.scrollIntoView();
    aim.focus({ preventScroll: true });
  });

  let words = '';
  document.addEventListener('selectionchange', () => {
    const chosen = document.getSelection();
    const text = chosen.isCollapsed ? '' : chosen.toString().replace(/\s+/g, ' ').trim();
    if (text && chosen.anchorNode?.parentElement?.closest('.lees')) words = text.slice(0, 300);
  });
  document.addEventListener('toggle', (event) => {
    const box = event.target;
    if (!box.matches?.('details[data-citaat]') || !box.open) return;
    const quote = box.querySelector('input[name="quote"]');
    if (quote && !quote.value) quote.value = words;
    words = '';
  }, true);
})();
