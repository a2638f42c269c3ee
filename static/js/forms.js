/* Forms: sent once, kept when a session ends, saved while typing, and a confirm button that repeats the choice. */
(() => {
  'use strict';
  const TYPING = 2000;          // milliseconds without typing before a draft is saved
  const STUCK = 8000;           // a post that led to no new page (a download) may be repeated after this
  const KEPT = 'bewaard:', SENT = 'verstuurd';
  const box = window.sessionStorage;

  /* Sent once: a second tap on a form that is on its way does nothing. */
  function release(form) {
    delete form.dataset.bezig;
    form.querySelectorAll('.bezig').forEach((button) => button.classList.remove('bezig'));
  }
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.bezig) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (!navigator.onLine) {
      event.preventDefault();
      event.stopImmediatePropagation();
      window.house?.notSent(form);
      return;
    }
    form.dataset.bezig = '1';
    event.submitter?.classList.add('bezig');
    setTimeout(() => release(form), STUCK);
    if (form.matches('[data-uitloggen]')) box.clear();
    if (form.matches('[data-bewaar]')) box.setItem(SENT, key(form));
  }, true);
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.elt.closest?.('form');
    if (!form) return;
    release(form);
    if (!form.matches('[data-bewaar]')) return;
    box.removeItem(SENT);
    if (event.detail.successful && !atLogin(event.detail.xhr)) box.removeItem(key(form));
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-bezig]').forEach(release));

  /* data-bewaar="<name>": typed text survives an expired session, in this tab only. Never on a vote. */
  const key = (form) => `${KEPT}${location.pathname}#${form.dataset.bewaar}`;
  const texts = (form) => [...form.querySelectorAll('textarea, input:not([type]), input[type="text"]')].filter((f) => f.name);
  const atLogin = (xhr) => {
    const login = document.querySelector('meta[name="login"]')?.content;
    return Boolean(login && xhr.responseURL && new URL(xhr.responseURL).pathname === login);
  };
  function keep(form) {
    box.setItem(key(form), JSON.stringify(Object.fromEntries(texts(form).map((field) => [field.name, field.value]))));
  }
  function offer(form) {
    const kept = JSON.parse(box.getItem(key(form)) ?? 'null');
    if (!kept || texts(form).every((field) => (kept[field.name] ?? field.value) === field.value)) return;
    const line = document.createElement('div');
    line.className = 'let i';
    const text = document.createElement('div');
    text.append('Er staat nog tekst van u die niet is opgeslagen. ');
    const put = (words, act) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'knop s';
      button.textContent = words;
      button.addEventListener('click', () => { act(); line.remove(); texts(form)[0]?.focus(); });
      text.append(button, ' ');
    };
    put('Tekst terugzetten', () => texts(form).forEach((field) => {
      field.value = kept[field.name] ?? field.value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }));
    put('Tekst weggooien', () => box.removeItem(key(form)));
    line.append(text);
    form.before(line);
  }
  const failed = document.body.hasAttribute('data-foutpagina') || document.body.hasAttribute('data-inloggen')
    || document.querySelector('[aria-invalid="true"]');
  if (!failed && box.getItem(SENT)) box.removeItem(box.getItem(SENT));
  box.removeItem(SENT);
  document.querySelectorAll('form[data-bewaar]').forEach(offer);
  document.addEventListener('htmx:load', (event) => {
    if (event.detail.elt !== document.body) event.detail.elt.querySelectorAll?.('form[data-bewaar]').forEach(offer);
  });
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('form[data-bewaar]');
    if (form) keep(form);
  });

  /* data-autosave: saved two seconds after typing and when the field is left; [data-stand] says how it stands.
     The form has hx-post and hx-trigger="bewaar, submit"; the server answers with the new state and version. */
  const waiting = new WeakMap();
  const changed = new WeakSet();
  function state(form, text, css) {
    const place = form.querySelector('[data-stand]') ?? document.getElementById(form.dataset.autosave);
    if (!place) return;
    place.textContent = text;
    place.classList.toggle('w', css === 'w');
  }
  function save(form) {
    clearTimeout(waiting.get(form));
    if (!changed.has(form) || form.dataset.bezig) return;
    changed.delete(form);
    state(form, 'Opslaan …', '');
    htmx.trigger(form, 'bewaar');
  }
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('form[data-autosave]');
    if (!form) return;
    changed.add(form);
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => save(form), TYPING));
  });
  document.addEventListener('focusout', (event) => {
    const form = event.target.closest?.('form[data-autosave]');
    if (form) save(form);
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.detail.elt;
    if (!form.matches?.('form[data-autosave]')) return;
    if (!event.detail.successful && event.detail.xhr.status !== 409) {
      changed.add(form);
      state(form, 'Niet opgeslagen: opnieuw proberen', 'w');
      waiting.set(form, setTimeout(() => save(form), TYPING * 5));
    } else if (changed.has(form)) {
      waiting.set(form, setTimeout(() => save(form), TYPING));
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if ([...document.querySelectorAll('form[data-autosave]')].some((form) => changed.has(form))) event.preventDefault();
  });

  /* data-bevestig="Stem bevestigen": the button repeats what is chosen (radio's data-woord). */
  function repeat(form) {
    const chosen = form.querySelector('input[type="radio"]:checked');
    const button = form.querySelector('button[type="submit"]');
    if (button) button.textContent = form.dataset.bevestig + (chosen ? `: ${chosen.dataset.woord ?? chosen.value}` : '');
  }
  document.addEventListener('change', (event) => {
    const form = event.target.closest?.('form[data-bevestig]');
    if (form) repeat(form);
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-bevestig]').forEach(repeat));
})();
