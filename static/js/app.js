/* What htmx needs on every page: CSRF, polling with a version, focus after a swap, lost sessions and connections.
   Everything here is extra: each act also works as a plain form post. See docs/ontwerp.md for the data attributes. */
(() => {
  'use strict';
  const EVERY = 2000;            // milliseconds between polls of a visible tab
  const HIDDEN_EVERY = 20000;    // of a hidden tab, and after a failure
  const LOST_AFTER = 3;          // failed polls before the page says that it may be out of date
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? '';

  /** Show a notice in the status line, or in the form's own; screen readers hear it, because a line never goes away. */
  function notice(text, kind = 'f', id = '', form = null) {
    const line = form?.querySelector('[data-melding]') ?? document.getElementById('status');
    if (!line) return;
    const p = document.createElement('p');
    p.className = `let ${kind}`;
    if (id) p.id = id;
    const span = document.createElement('span');
    span.textContent = text;
    p.append(span);
    line.replaceChildren(p);
  }

  /* What did not arrive: a text stays in its field, a vote (data-stem) stays chosen. Nothing is kept to be sent later. */
  const isVote = (element) => Boolean(element?.matches?.('form[data-stem]'));
  function notSent(element) {
    notice(isVote(element) ? 'Niet verzonden. Uw stem is niet vastgelegd. Probeer het opnieuw.'
      : 'Niet verzonden: er is geen verbinding. Uw tekst staat er nog. Probeer het opnieuw.', 'f', '', isVote(element) ? element : null);
  }
  function noAnswer(element) {
    notice('Geen antwoord. Wij weten niet of uw stem is vastgelegd. Probeer het opnieuw: uw stem telt één keer.', 'f', '', element);
  }
  window.house = { notice, notSent };

  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-CSRFToken'] = meta('csrf');
  });

  /* An act that cannot be done now stays focusable (aria-disabled), but does nothing. */
  document.addEventListener('click', (event) => {
    if (event.target.closest('[aria-disabled="true"]')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.detail.elt.closest('[aria-disabled="true"]')) event.preventDefault();
  });

  /* Polling: data-poll="<address>" data-versie="<version shown>". 204 means unchanged. */
  const next = new WeakMap();
  let failures = 0;
  function poll() {
    const now = Date.now();
    for (const element of document.querySelectorAll('[data-poll]')) {
      if (!next.has(element)) next.set(element, now + (failures ? HIDDEN_EVERY : EVERY));
      if (now < next.get(element)) continue;
      next.set(element, Infinity);
      htmx.ajax('GET', element.dataset.poll, {
        source: element, target: element, swap: 'outerHTML', values: { versie: element.dataset.versie ?? '' },
      }).catch(() => {}).finally(() => {
        next.set(element, Date.now() + (document.hidden || failures ? HIDDEN_EVERY : EVERY));
      });
    }
  }
  setInterval(poll, 500);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) document.querySelectorAll('[data-poll]').forEach((element) => next.set(element, 0));
  });
  const isPoll = (event) => Boolean((event.detail.requestConfig?.elt ?? event.detail.elt)?.dataset?.poll);
  function polled(ok) {
    failures = ok ? 0 : failures + 1;
    if (failures === LOST_AFTER) notice('Geen verbinding. Wat u hier ziet kan verouderd zijn.', 'w', 'verbinding');
    if (ok) document.getElementById('verbinding')?.remove();
  }

  /* No connection: say so at once; the text stays in its field. */
  function unsent(event) {
    if (isPoll(event)) polled(false);
    else if (event.type === 'htmx:timeout' && isVote(event.detail.elt)) noAnswer(event.detail.elt);
    else notSent(event.detail.elt);
  }
  document.addEventListener('htmx:sendError', unsent);
  document.addEventListener('htmx:timeout', unsent);
  document.addEventListener('htmx:responseError', (event) => {
    if (event.detail.xhr.status < 500) return;
    if (isPoll(event)) polled(false);
    else if (isVote(event.detail.elt)) notSent(event.detail.elt);
    else notice('Er ging iets mis. Kijk na of uw handeling is vastgelegd voordat u haar herhaalt.');
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    if (isPoll(event) && event.detail.successful) polled(true);
  });

  /* The session ended: htmx followed the redirect to the login page. Go there, and come back here afterwards. */
  document.addEventListener('htmx:beforeSwap', (event) => {
    const answered = event.detail.xhr.responseURL;
    const login = meta('login');
    if (!answered || !login || new URL(answered).pathname !== login) return;
    event.detail.shouldSwap = false;
    const here = location.pathname + location.search;
    location.assign(`${login}?next=${encodeURIComponent(here)}`);
  });

  /* Focus: an act that brings new content moves it to [data-focus]; polling and a part that loads by itself never do. */
  let held = false;              // whether something had the focus before the swap
  document.addEventListener('htmx:beforeSwap', () => { held = document.activeElement !== document.body; });
  document.addEventListener('htmx:afterSettle', (event) => {
    const swapped = event.detail.elt;
    const asked = event.detail.requestConfig?.triggeringEvent;
    if (isPoll(event) || !asked || !(swapped instanceof Element) || swapped.querySelector('[autofocus]')) return;
    const aim = swapped.matches('[data-focus]') ? swapped : swapped.querySelector('[data-focus]');
    if (aim) {
      if (!aim.matches('a, button, input, select, textarea')) aim.tabIndex = -1;
      aim.focus();
    } else if (held && document.activeElement === document.body) {
      document.getElementById('titel')?.focus({ preventScroll: true });
    }
  });

  /* The menu closes with Escape and when one looks elsewhere. */
  document.addEventListener('keydown', (event) => {
    const open = event.key === 'Escape' && document.activeElement?.closest('.wie[open], .paneel[open]');
    if (open) {
      open.open = false;
      open.querySelector('summary').focus();
    }
  });
  document.addEventListener('click', (event) => {
    document.querySelectorAll('.wie[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
