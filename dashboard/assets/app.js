// What a page does in the browser without asking the server: menus, scheme, going to an address, pictures of charts.
(() => {
  const go = address => {
    if (!address) return;
    history.pushState({}, '', address);
    window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
    window.scrollTo(0, 0);
  };

  const setScheme = () => {
    const root = document.documentElement;
    const isDark = root.dataset.scheme ? root.dataset.scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.scheme = isDark ? 'light' : 'dark';
    document.cookie = `scheme=${root.dataset.scheme}; path=/; max-age=31536000; samesite=lax`;
  };

  const setMenu = isOpen => {
    document.documentElement.toggleAttribute('data-menu', isOpen);
    document.querySelector('.menu-button')?.setAttribute('aria-expanded', String(isOpen));
  };

  const closeMenus = except => document.querySelectorAll('details.menu[open]').forEach(menu => { if (menu !== except) menu.open = false; });

  const download = (card, format) => {
    const plot = card.querySelector('.js-plotly-plot');
    const words = name => card.querySelector(name)?.innerText.replace(/\s+/g, ' ').trim() || '';
    const layout = structuredClone(plot.layout);
    const margin = layout.margin || {};
    const text = (shown, y, shift, size) => ({text: shown, showarrow: false, xref: 'paper', yref: 'paper', x: 0, xanchor: 'left', y, yshift: shift, align: 'left', font: {size, color: plot.layout.hoverlabel.bgcolor}});
    layout.annotations = [...(layout.annotations || []), text(`<b>${words('h2')}</b>`, 1, 58, 16), text(words('.sub'), 1, 34, 13), text(words('.foot'), 0, -58, 11)];
    Object.assign(layout, {paper_bgcolor: plot.layout.hoverlabel.font.color, width: 1100, height: plot.layout.height + 120, margin: {...margin, t: (margin.t || 0) + 70, b: (margin.b || 0) + 56, l: Math.max(margin.l || 0, 16)}});
    window.Plotly.downloadImage({data: plot.data, layout}, {format, filename: card.id, width: 1100, height: layout.height, scale: 2});
  };

  // A card's own switches: the address changes, and the chart alone is fetched and redrawn; the newest answer wins.
  let asked = 0;
  const redraw = async () => {
    const card = document.querySelector('[data-act="areas"], [data-act="since"]')?.closest('.card');
    if (!card) return;
    const mine = ++asked;
    const chosen = new URLSearchParams(location.search);
    const areas = (chosen.get('areas') || '').split(',');
    card.querySelectorAll('[data-act="areas"]').forEach(one => one.setAttribute('aria-pressed', String(areas.includes(one.dataset.value))));
    card.querySelectorAll('[data-act="since"]').forEach(one => one.setAttribute('aria-pressed', String((chosen.get('since') || '') === one.dataset.value)));
    const [indicator, season] = [card.querySelector('.chips').dataset.indicator, card.querySelector('.chips').dataset.season];
    chosen.set('indicator', indicator);
    if (season) chosen.set('season', season);
    const answer = await fetch(`/bieu-do?${chosen}`);
    if (!answer.ok || mine !== asked) return;
    const told = await answer.json();
    if (mine !== asked) return;
    told.data.forEach(line => { line.x = told.x; });
    window.Plotly.react(card.querySelector('.js-plotly-plot'), told.data, {...told.layout, autosize: true});
    card.querySelector('h2').textContent = told.title;
    card.querySelector('.sub').textContent = told.subtitle;
  };
  const switched = (name, value) => {
    const address = new URL(location.href);
    let told = value;
    if (name === 'areas') {
      const held = (address.searchParams.get('areas') || '').split(',').filter(Boolean);
      told = (held.includes(value) ? held.filter(one => one !== value) : [...held, value].slice(-4)).join(',');
    }
    if (told) address.searchParams.set(name, told); else address.searchParams.delete(name);
    history.pushState({}, '', address);
    redraw();
  };
  window.addEventListener('popstate', redraw);

  const acts = {
    menu: () => setMenu(!document.documentElement.hasAttribute('data-menu')),
    scheme: setScheme,
    print: () => window.print(),
    table: card => { const rows = card.querySelector('.rows'); rows.hidden = !rows.hidden; },
    method: card => { const method = card.querySelector('.method'); method.hidden = !method.hidden; },
    full: card => document.fullscreenElement ? document.exitFullscreen() : card.requestFullscreen(),
    png: card => download(card, 'png'),
    svg: card => download(card, 'svg'),
    areas: (card, value) => switched('areas', value),
    since: (card, value) => switched('since', value),
  };

  document.addEventListener('click', event => {
    closeMenus(event.target.closest('details.menu'));
    const act = event.target.closest('[data-act]');
    if (act) {
      acts[act.dataset.act]?.(act.closest('.card'), act.dataset.value);
      closeMenus();
    } else if (!event.target.closest('#menu')) setMenu(false);
    if (event.target.closest('a.skip')) { event.preventDefault(); document.getElementById('main')?.focus(); return; }
    const link = event.target.closest('.static a[href^="/"]:not([data-load])');
    const isPlain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain && !link.hasAttribute('download') && !link.target) { event.preventDefault(); go(link.getAttribute('href')); }
  });

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    document.querySelector('details.menu[open] summary')?.focus();
    closeMenus();
    setMenu(false);
  });

  document.addEventListener('change', event => { if (event.target.matches('select[data-go]')) go(event.target.value); });

  document.addEventListener('submit', event => {
    const base = event.target.dataset.go;
    if (base === undefined) return;
    event.preventDefault();
    const address = new URL(base, location.href);
    new FormData(event.target).forEach((value, name) => address.searchParams.set(name, value));
    go(address.pathname + address.search);
  });

  // A point of a chart leads to its source, as its row in the table does.
  const hook = plot => {
    if (plot.dataset.hooked || !plot.on) return;
    plot.dataset.hooked = '1';
    plot.on('plotly_click', event => { const point = event.points[0]; go(point?.customdata || (point?.data.meta && point.data.meta + point.data.x[point.pointNumber])); });
  };

  // A select shows the address that holds; React leaves its value alone.
  const choose = select => { if (select.value !== select.dataset.chosen) select.value = select.dataset.chosen; };

  // Markup of what no callback touches, and its links: inside the dashboard the page stays and only the view changes.
  const fill = place => { if (place.filled !== place.dataset.html) place.innerHTML = place.filled = place.dataset.html; };

  // A4 less its margins and a card's own: charts are drawn for the paper, then for the window again.
  const PAPER = 640;
  const draw = width => document.querySelectorAll('.js-plotly-plot').forEach(plot => window.Plotly.relayout(plot, width ? {width, autosize: false} : {width: null, autosize: true}));
  window.addEventListener('beforeprint', () => draw(PAPER));
  window.addEventListener('afterprint', () => draw(0));

  let shown = '';
  new MutationObserver(() => {
    document.querySelectorAll('.static[data-html]').forEach(fill);
    document.querySelectorAll('.js-plotly-plot').forEach(hook);
    document.querySelectorAll('select[data-go]').forEach(choose);
    const main = document.getElementById('main');
    if (!main || main.dataset.title + location.search === shown) return;
    shown = main.dataset.title + location.search;
    document.title = main.dataset.title;
    document.documentElement.lang = main.lang;
    setMenu(false);
  }).observe(document.documentElement, {childList: true, subtree: true, attributeFilter: ['data-html']});
})();
