/* An editor over every textarea[data-opmaak]: Squire for the markup, DOMPurify for what is pasted. Extra: the textarea
   stays the field that is sent, with data-opmaak as its markup; the server cleans whatever arrives (rules/markup.py). */
(() => {
  'use strict';
  const TAGS = ['p', 'br', 'b', 'strong', 'i', 'em', 'ul', 'ol', 'li', 'blockquote', 'a'];
  const ROWS = 100;              // rows of a pasted table that become lines, as on the server
  const ALIVE = 10000;           // milliseconds between signs of life while somebody types
  const bar = document.getElementById('opmaakbalk');
  if (!bar || !window.Squire || !window.DOMPurify) return;

  /** Lines instead of rows: a table does not fit in minutes. */
  function flattened(fragment) {
    fragment.querySelectorAll('tr').forEach((row) => {
      const line = document.createElement('p');
      line.textContent = [...row.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(' – ');
      row.closest('table').before(line);
    });
    fragment.querySelectorAll('table').forEach((table) => table.remove());
    return fragment;
  }
  /** What may stand in the editor. Styles go before parsing: the CSP would report each of them. */
  function purified(html) {
    const rows = (html.match(/<tr[\s>]/gi) ?? []).length;
    if (rows > ROWS) {
      window.house?.notice(`Deze tabel heeft ${rows} rijen; hoogstens ${ROWS} passen in het verslag. Voeg haar toe als stuk.`);
      return document.createDocumentFragment();
    }
    const bare = html.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*')/gi, '').replace(/<style[\s\S]*?<\/style>/gi, '');
    return document.importNode(flattened(DOMPurify.sanitize(bare, {
      ALLOWED_TAGS: [...TAGS, 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'div'],
      ALLOWED_ATTR: ['href'], ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i, RETURN_DOM_FRAGMENT: true,
    })), true);
  }

  const ACTS = {
    bold: (e) => (e.hasFormat('B') || e.hasFormat('STRONG') ? e.removeBold() : e.bold()),
    italic: (e) => (e.hasFormat('I') || e.hasFormat('EM') ? e.removeItalic() : e.italic()),
    ul: (e) => (e.hasFormat('UL') ? e.removeList() : e.makeUnorderedList()),
    ol: (e) => (e.hasFormat('OL') ? e.removeList() : e.makeOrderedList()),
    quote: (e) => (e.hasFormat('BLOCKQUOTE') ? e.decreaseQuoteLevel() : e.increaseQuoteLevel()),
    undo: (e) => e.undo(),
    redo: (e) => e.redo(),
  };
  const PRESSED = { bold: ['B', 'STRONG'], italic: ['I', 'EM'], ul: ['UL'], ol: ['OL'], quote: ['BLOCKQUOTE'] };
  const NOT_HERE = ['u', 'd', 'Shift-7', 'Shift-5', 'Shift-6'];   // underline, code, and what else minutes do not have

  /** One stop of the Tab key; arrows, Home and End move inside. */
  function roving(toolbar, editor) {
    const buttons = [...toolbar.querySelectorAll('button')];
    const stop = (button) => buttons.forEach((other) => { other.tabIndex = other === button ? 0 : -1; });
    stop(buttons[0]);
    toolbar.addEventListener('keydown', (event) => {
      const here = buttons.indexOf(event.target.closest('button'));
      const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (to === undefined || here < 0) return;
      event.preventDefault();
      const next = buttons[(to + buttons.length) % buttons.length];
      stop(next);
      next.focus();
    });
    toolbar.addEventListener('mousedown', (event) => event.preventDefault());
    toolbar.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      const byKey = event.detail === 0;
      ACTS[button.dataset.doe](editor);
      if (byKey) button.focus(); else editor.focus();
    });
    return buttons;
  }
  /** The buttons say what is on at the cursor, and whether there is something to undo. */
  function followed(buttons, editor) {
    const show = () => buttons.forEach((button) => {
      const tags = PRESSED[button.dataset.doe];
      if (tags) button.setAttribute('aria-pressed', String(tags.some((tag) => editor.hasFormat(tag))));
    });
    ['pathChange', 'select', 'cursor', 'input'].forEach((name) => editor.addEventListener(name, show));
    editor.addEventListener('undoStateChange', (event) => {
      const can = { undo: event.detail.canUndo, redo: event.detail.canRedo };
      buttons.filter((button) => button.dataset.doe in can)
        .forEach((button) => button.setAttribute('aria-disabled', String(!can[button.dataset.doe])));
    });
  }

  function place(field) {
    const root = document.createElement('div');
    root.className = 'tekst';
    root.setAttribute('role', 'textbox');
    root.setAttribute('aria-multiline', 'true');
    root.setAttribute('aria-label', field.labels[0]?.firstChild?.textContent.trim() || 'Tekst');
    ['aria-describedby', 'aria-invalid'].forEach((name) => {
      if (field.hasAttribute(name)) root.setAttribute(name, field.getAttribute(name));
    });
    const toolbar = bar.content.firstElementChild.cloneNode(true);
    const box = field.closest('.editor') ?? field.parentNode.insertBefore(document.createElement('div'), field);
    box.classList.add('editor');
    box.append(toolbar, root, field);
    field.labels[0]?.addEventListener('click', () => root.focus());
    return { root, toolbar };
  }
  /** The textarea goes out of sight and is sent as markup. */
  function hidden(field) {
    const flag = field.form.querySelector('input[name="rich"]') ?? document.createElement('input');
    Object.assign(flag, { type: 'hidden', name: 'rich', value: 'on' });
    field.form.append(flag);
    field.hidden = true;
    field.required = false;
    field.removeAttribute('maxlength');
  }

  function enhance(field) {
    if (field.dataset.klaar) return;
    field.dataset.klaar = '1';
    const { root, toolbar } = place(field);
    const editor = new Squire(root, {
      blockTag: 'P', sanitizeToDOMFragment: purified, addLinks: false, undo: { undoLimit: 200, documentSizeThreshold: -1 },
    });
    const combine = /Mac|iP/.test(navigator.platform) ? 'Meta-' : 'Ctrl-';
    NOT_HERE.forEach((key) => editor.setKeyHandler(combine + key, (self, event) => event.preventDefault()));
    editor.setKeyHandler('Tab', () => {});
    editor.setKeyHandler('Shift-Tab', () => {});
    let sent = field.dataset.opmaak;
    editor.setHTML(sent);
    hidden(field);
    field.value = sent;
    let shown = editor.getHTML();
    editor.addEventListener('input', () => {
      const html = editor.getHTML();
      if (html === shown) return;
      shown = html;
      sent = root.textContent.trim() ? html : '';
      field.value = sent;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    field.addEventListener('input', () => {
      if (field.value === sent) return;
      sent = field.value;
      editor.setHTML(sent);
      shown = editor.getHTML();
    });
    followed(roving(toolbar, editor), editor);
    alive(field.form, root);
  }

  /* "wie bewerkt wat": a sign of life while somebody is in the editor. */
  function alive(form, root) {
    const address = form.dataset.schrijft;
    if (!address) return;
    let last = 0;
    const sign = () => {
      if (document.hidden || document.activeElement !== root || Date.now() - last < ALIVE) return;
      last = Date.now();
      const csrf = document.querySelector('meta[name="csrf"]')?.content ?? '';
      fetch(address, { method: 'POST', headers: { 'X-CSRFToken': csrf } }).catch(() => {});
    };
    root.addEventListener('focus', sign);
    root.addEventListener('input', sign);
    setInterval(sign, ALIVE);
  }

  const all = (place_) => place_.querySelectorAll('textarea[data-opmaak]').forEach(enhance);
  all(document);
  document.addEventListener('htmx:afterSettle', (event) => {
    if (event.detail.elt instanceof Element) all(event.detail.elt.ownerDocument);
  });
})();
