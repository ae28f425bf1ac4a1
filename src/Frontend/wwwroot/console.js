// What only the browser knows or must do at once: the reader's zone and theme, and the keyboard.

const year = 60 * 60 * 24 * 365;

function remember(name, value) {
  document.cookie = `lp-frontend-${name}=${encodeURIComponent(value)};path=/;max-age=${year};samesite=lax`;
}

export function readerZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  remember('zone', zone);
  return zone;
}

/** Tells the page whether the top of its list is in sight. */
export function watchTop(mark, page) {
  const watcher = new IntersectionObserver(
    // The page may be gone by the time it is told.
    (entries) => page.invokeMethodAsync('TopSeen', entries[entries.length - 1].isIntersecting).catch(() => {}),
    { rootMargin: '120px 0px 0px 0px' });
  watcher.observe(mark);
  return { stop: () => watcher.disconnect() };
}

export function toTop() {
  window.scrollTo({ top: 0, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

// Theme

const theme = () => document.documentElement.dataset.theme ?? '';

function showTheme() {
  for (const choice of document.querySelectorAll('[data-theme-choice]')) choice.value = theme();
}

document.addEventListener('change', (event) => {
  if (!event.target.matches?.('[data-theme-choice]')) return;
  if (event.target.value) document.documentElement.dataset.theme = event.target.value;
  else delete document.documentElement.dataset.theme;
  remember('theme', event.target.value);
});

// Opening the account menu shows the choice; interactive rendering may have replaced the select since.
document.addEventListener('toggle', showTheme, true);
showTheme();

// A click outside closes the account menu, as does leaving by the keyboard.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.me[open]')) if (!menu.contains(event.target)) menu.open = false;
});

// Dialogs and copying

document.addEventListener('click', async (event) => {
  const opener = event.target.closest?.('[data-open]');
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  const copy = event.target.closest?.('[data-copy]');
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    const word = copy.textContent;
    copy.textContent = 'Copied';
    setTimeout(() => { copy.textContent = word; }, 1200);
  }
});

// Keyboard

let first = '';
let firstAt = 0;

function rows() {
  return [...document.querySelectorAll('[data-row]')];
}

/** Moves the focus along the rows of a list; true where there is a list. */
function step(by) {
  const all = rows();
  if (all.length === 0) return false;
  const at = all.indexOf(document.activeElement);
  const remembered = all.findIndex((row) => row.dataset.row === sessionStorage.getItem('row'));
  const next = at >= 0 ? at + by : remembered >= 0 ? remembered : 0;
  const row = all[Math.max(0, Math.min(all.length - 1, next))];
  row.focus({ preventScroll: true });
  row.closest('[role=row]').scrollIntoView({ block: 'nearest' });
  return true;
}

document.addEventListener('focusin', (event) => {
  if (event.target.dataset?.row) sessionStorage.setItem('row', event.target.dataset.row);
});

function press(key) {
  const target = [...document.querySelectorAll(`[data-hotkey="${CSS.escape(key)}"]`)].find((one) => one.getClientRects().length > 0);
  if (!target || target.getAttribute('aria-disabled') === 'true') return false;
  if (target.matches('select, input, [data-hotkey-focus]')) target.focus();
  else target.click();
  return true;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key === 'Escape' && typing) {
    typing.blur();
    return;
  }
  if (typing || document.querySelector('dialog[open], .mud-dialog')) return;

  const key = event.key.toLowerCase();
  const sequence = performance.now() - firstAt < 1000 ? `${first} ${key}` : '';
  [first, firstAt] = [key, performance.now()];
  const done = (sequence && press(sequence))
    || (key === '?' && (document.getElementById('key-help')?.showModal(), true))
    || ((key === 'j' || key === 'k') && step(key === 'j' ? 1 : -1))
    || press(key);
  if (done) event.preventDefault();
});
