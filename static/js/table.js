/* The screens of a running meeting: the clock between two polls, text that a poll must not replace, and following.
   Everything here is extra: without it each screen shows what it was when it was loaded. */
(() => {
  'use strict';
  const SECOND = 1000, TURN = 60;
  const zone = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: 'numeric', minute: '2-digit' });

  /* The clock: figures of the server (data-resteert seconds left, data-nu its moment) plus what passed since. */
  const seen = new WeakMap();
  const words = (left) => {
    if (left > 0) return `nog ${Math.ceil(left / TURN)} min`;
    return left <= -TURN ? `${Math.floor(-left / TURN)} min over tijd` : 'tijd is om';
  };
  const put = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
  function tick() {
    for (const clock of document.querySelectorAll('[data-klok]')) {
      if (!seen.has(clock)) seen.set(clock, performance.now());
      const passed = (performance.now() - seen.get(clock)) / SECOND;
      const left = Number(clock.dataset.resteert) - ('loopt' in clock.dataset ? passed : 0);
      const time = clock.querySelector('[data-tijd]');
      if (time?.textContent) {
        put(time, words(left));
        clock.classList.toggle('over', left <= 0);
      }
      const ends = (Number(clock.dataset.nu) + passed + Math.max(left, 0) + Number(clock.dataset.daarna)) * SECOND;
      put(clock.querySelector('[data-einde]'), `${zone.format(new Date(ends)).replace(':', '.')} uur`);
    }
  }
  tick();
  setInterval(tick, SECOND);

  /* A poll that brings the next item leaves text alone that was not sent yet; the form stays with its own item. */
  const typed = (form) => [...form.querySelectorAll('textarea, input[type="text"]')]
    .some((field) => field.value !== field.defaultValue);
  document.addEventListener('htmx:oobBeforeSwap', (event) => {
    const polled = event.detail.requestConfig?.elt?.dataset?.poll;
    const target = event.detail.target;
    if (target.id !== 'snel' || !polled || ![...target.querySelectorAll('form')].some(typed)) return;
    event.detail.shouldSwap = false;
    window.house?.notice('Er is een ander punt aan de orde. Uw tekst hoort nog bij het vorige punt: leg haar eerst vast.', 'w');
  });

  /* Volg automatisch: off, the page stands still; on, it asks at once what is at hand. */
  const SWITCH = 'volgen';
  const tickbox = document.getElementById('volg');
  if (!tickbox) return;
  function follow() {
    const part = document.getElementById('live');
    const on = tickbox.checked;
    document.getElementById('stilstand').hidden = on;
    sessionStorage.setItem(SWITCH, on ? 'aan' : 'uit');
    if (on && part.dataset.wacht) {
      part.dataset.poll = part.dataset.wacht;
      delete part.dataset.wacht;
      htmx.ajax('GET', part.dataset.poll, { source: part, target: part, swap: 'outerHTML', values: { versie: '0' } });
    } else if (!on && part.dataset.poll) {
      part.dataset.wacht = part.dataset.poll;
      delete part.dataset.poll;
    }
  }
  document.querySelector('[data-volgknop]').hidden = false;
  tickbox.checked = sessionStorage.getItem(SWITCH) !== 'uit';
  tickbox.addEventListener('change', follow);
  follow();
})();
