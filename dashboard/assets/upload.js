// Handing files in: choosing, dropping, sending with progress and cancel; then waiting for what was read.
(() => {
  const send = (zone, list, file) => {
    const words = zone.dataset;
    const line = document.createElement('li');
    const bar = Object.assign(document.createElement('progress'), {max: 100, value: 0});
    const stop = Object.assign(document.createElement('button'), {type: 'button', className: 'plain small', textContent: words.cancel});
    const told = Object.assign(document.createElement('span'), {textContent: `${file.name} · ${words.sending} `});
    bar.setAttribute('aria-label', file.name);
    line.append(told, bar, stop);
    list.append(line);
    const fail = text => { told.textContent = `${file.name} · ${text}`; told.className = 'alarm'; bar.remove(); stop.remove(); };
    return new Promise(resolve => {
      if (file.size > Number(words.limit)) { fail(words.tooLarge); resolve(''); return; }
      const body = new FormData();
      body.append('tep', file);
      const request = new XMLHttpRequest();
      request.open('POST', words.url);
      request.responseType = 'json';
      request.upload.onprogress = event => { bar.value = 100 * event.loaded / event.total; };
      request.onload = () => {
        if (request.status === 200) { stop.remove(); bar.value = 100; resolve(request.response.address); }
        else { fail(request.response?.error?.message || words.failed); resolve(''); }
      };
      request.onerror = () => { fail(words.failed); resolve(''); };
      request.onabort = () => { line.remove(); resolve(''); };
      stop.onclick = () => request.abort();
      request.send(body);
    });
  };

  const take = async (zone, files) => {
    const list = document.getElementById('upload-progress');
    const addresses = [];
    for (const file of files) addresses.push(await send(zone, list, file));
    const sent = addresses.filter(Boolean);
    if (sent.length && sent.length === addresses.length) location.href = sent.length === 1 ? sent[0] : '/nop';
  };

  const equip = zone => {
    zone.dataset.ready = '1';
    const label = Object.assign(document.createElement('label'), {textContent: zone.dataset.chooseFiles});
    const input = Object.assign(document.createElement('input'), {type: 'file', id: 'upload-file', multiple: true});
    input.accept = '.csv,.tsv,.txt,.xlsx,.xls,.ods,.docx,.pdf,.html,.htm';
    input.onchange = () => take(zone, [...input.files]);
    label.append(input);
    zone.append(label);
    zone.ondragover = event => { event.preventDefault(); zone.classList.add('over'); };
    zone.ondragleave = () => zone.classList.remove('over');
    zone.ondrop = event => { event.preventDefault(); zone.classList.remove('over'); take(zone, [...event.dataTransfer.files]); };
  };

  const poll = async card => {
    card.dataset.polled = '1';
    const bar = card.querySelector('progress');
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, 300));
      const asked = fetch(card.dataset.poll, {headers: {Accept: 'application/json'}});
      const told = await asked.then(answer => (answer.ok ? answer.json() : {busy: false})).catch(() => ({busy: true}));
      if (!told.busy || !card.isConnected) break;
      if (bar && told.total) Object.assign(bar, {max: told.total, value: told.done});
    }
    if (card.isConnected) location.reload();
  };

  new MutationObserver(() => {
    const zone = document.getElementById('upload-drop');
    if (zone && !zone.dataset.ready) equip(zone);
    document.querySelectorAll('[data-poll]:not([data-polled])').forEach(poll);
    const next = document.querySelector('.questions .blocking :is(select, button)') || document.querySelector('#main .acts button.main');
    if (next && !document.body.dataset.led && document.activeElement === document.body) { document.body.dataset.led = '1'; next.focus(); }
  }).observe(document.documentElement, {childList: true, subtree: true});
})();
