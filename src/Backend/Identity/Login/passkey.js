// Hands what the server asks to the browser's authenticator, and what it answers back in the page's own form.
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const trouble = form.querySelector('[data-passkey-trouble]');
  const tell = text => { trouble.textContent = text; trouble.hidden = false; };
  const kind = form.dataset.passkey;
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
    tell('This browser can\u2019t use passkeys. Sign in with your password.');
    form.querySelector('button').disabled = true;
    continue;
  }
  form.addEventListener('submit', async event => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const answer = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin' });
      if (!answer.ok) {
        tell('This page had expired. Load it again.');
        return;
      }
      const options = await answer.json();
      const credential = kind === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      tell(error.name === 'InvalidStateError' ? 'This device has a passkey of yours already.' : 'No passkey was used. Try again when you are ready.');
    }
  });
}
