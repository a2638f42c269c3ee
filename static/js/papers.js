/* Reading a paper: the arrow keys and Page Up/Down turn pages when nothing is being typed. Extra: the links do the same. */
(() => {
  'use strict';
  const turns = { ArrowLeft: 'vorig', ArrowRight: 'volgend' };
  document.addEventListener('keydown', (event) => {
    const turn = turns[event.key];
    if (!turn || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('input, textarea, select, [contenteditable]')) return;
    const box = document.querySelector('.bladvak');
    if (box && box.scrollWidth > box.clientWidth + 1) return; // an enlarged page scrolls sideways first
    const link = document.querySelector(`[data-blad="${turn}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
})();
