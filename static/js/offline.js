/* "Offline bewaren": a paper on this phone, for who is signed in here. The server says which papers may be saved (the
   answer carries X-Offline); anything else is refused here too. Another person, or logging out, empties the shelf. */
(() => {
  'use strict';
  const SHELF = 'stukken:';
  const ALLOWED = 'X-Offline';
  const OFFLINE = '/offline/';
  const able = 'caches' in window && 'serviceWorker' in navigator;
  const shelves = async () => (await caches.keys()).filter((name) => name.startsWith(SHELF));
  const wipe = async (but = '') => Promise.all((await shelves()).filter((name) => name !== but).map((name) => caches.delete(name)));
  const when = (moment) => new Intl.DateTimeFormat('nl-NL', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Amsterdam' })
    .format(moment).replace(' om ', ' om ').replace(':', '.') + ' uur';

  /** Fetch with permission; throws for an answer that may not be kept. */
  async function permitted(address) {
    const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok || answer.redirected || answer.headers.get(ALLOWED) !== 'toegestaan') throw new Error('niet toegestaan');
    return answer;
  }

  /** The page of the paper and everything on it, and the page that lists what was saved. */
  async function save(address, shelf) {
    const page = await permitted(address);
    const text = await page.clone().text();
    const shown = new DOMParser().parseFromString(text, 'text/html');
    const pictures = [...shown.querySelectorAll('img[data-bewaren]')].map((image) => image.getAttribute('src'));
    const frame = [...shown.querySelectorAll('link[rel="stylesheet"], script[src]')].map((part) => part.getAttribute('href') ?? part.getAttribute('src'));
    const answers = [];
    for (const picture of pictures) answers.push([picture, await permitted(picture)]);
    for (const [picture, answer] of answers) await shelf.put(picture, answer);
    await shelf.addAll([OFFLINE, ...new Set(frame)]);
    const headers = { 'Content-Type': 'text/html; charset=utf-8', 'X-Bewaard': String(Date.now()) };
    const policy = page.headers.get('Content-Security-Policy');
    if (policy) headers['Content-Security-Policy'] = policy;
    headers['X-Titel'] = encodeURIComponent(shown.querySelector('h1')?.textContent.trim() ?? address);
    await shelf.put(address, new Response(text, { headers }));
  }

  async function drop(address, shelf) {
    const kept = await shelf.match(address);
    if (!kept) return;
    const shown = new DOMParser().parseFromString(await kept.text(), 'text/html');
    for (const image of shown.querySelectorAll('img[data-bewaren]')) await shelf.delete(image.getAttribute('src'));
    await shelf.delete(address);
  }

  async function offer(box) {
    const address = box.dataset.offline;
    const name = SHELF + box.dataset.eigenaar;
    await wipe(name);
    const button = box.querySelector('button');
    const state = box.querySelector('[data-offline-stand]');
    const show = async () => {
      const kept = await (await caches.open(name)).match(address);
      const at = Number(kept?.headers.get('X-Bewaard') ?? 0);
      button.textContent = kept ? 'Van dit apparaat verwijderen' : 'Offline bewaren';
      button.dataset.bewaard = kept ? '1' : '';
      state.textContent = kept ? `Bewaard op ${when(new Date(at))}.` : 'Niet op dit apparaat bewaard.';
    };
    button.addEventListener('click', async () => {
      const shelf = await caches.open(name);
      button.setAttribute('aria-disabled', 'true');
      state.textContent = 'Even geduld …';
      try {
        if (button.dataset.bewaard) await drop(address, shelf);
        else {
          await navigator.serviceWorker.register('/offline-worker.js', { scope: '/' });
          await save(address, shelf);
        }
        await show();
      } catch {
        await drop(address, shelf);
        await show();
        state.textContent = 'Bewaren lukt niet: er is geen verbinding, of dit stuk mag niet bewaard worden.';
      }
      button.removeAttribute('aria-disabled');
    });
    await show();
    box.hidden = false;
  }

  /** The page without a connection: what stands on this phone. */
  async function list(place) {
    const rows = [];
    for (const name of await shelves()) {
      const shelf = await caches.open(name);
      for (const request of await shelf.keys()) {
        const answer = await shelf.match(request);
        const at = Number(answer.headers.get('X-Bewaard') ?? 0);
        if (at) rows.push([at, new URL(request.url).pathname, decodeURIComponent(answer.headers.get('X-Titel') ?? '')]);
      }
    }
    if (!rows.length) return;
    place.replaceChildren(...rows.sort((one, two) => two[0] - one[0]).map(([at, address, title]) => {
      const row = document.createElement('li');
      const link = document.createElement('a');
      link.href = address;
      link.textContent = title;
      const moment = document.createElement('small');
      moment.textContent = `bewaard op ${when(new Date(at))}`;
      row.append(link, ' ', moment);
      return row;
    }));
  }

  if (!able) return;
  document.querySelectorAll('[data-offline]').forEach((box) => offer(box).catch(() => {}));
  document.querySelectorAll('[data-offline-lijst]').forEach((place) => list(place).catch(() => {}));
  document.querySelectorAll('[data-offline-sinds]').forEach(async (line) => {
    const kept = await caches.match(location.pathname);
    const at = Number(kept?.headers.get('X-Bewaard') ?? 0);
    if (at && !navigator.onLine) line.textContent = `Bewaard op ${when(new Date(at))}. Misschien is er intussen een nieuwe versie.`;
  });
  document.addEventListener('submit', (event) => {
    if (event.target.matches('[data-uitloggen]')) wipe().catch(() => {});
  }, true);
})();
