// Passkeys. A button names its ceremony and its form; the options come as JSON in the page or, at sign-in, from the server.
'use strict';

const IP_ADDRESS = /^[\d.]+$|^\[/; // WebAuthn knows names only: a passkey belongs to a domain, never to a number

function toBuffer(text) {
  const padded = text.replaceAll('-', '+').replaceAll('_', '/').padEnd(Math.ceil(text.length / 4) * 4, '=');
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0)).buffer;
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function withBuffers(options) {
  const named = (list) => list?.map((item) => ({ ...item, id: toBuffer(item.id) }));
  const read = { ...options, challenge: toBuffer(options.challenge) };
  if (options.user) read.user = { ...options.user, id: toBuffer(options.user.id) };
  if (options.excludeCredentials) read.excludeCredentials = named(options.excludeCredentials);
  if (options.allowCredentials) read.allowCredentials = named(options.allowCredentials);
  return read;
}

function asJson(credential) {
  const response = {};
  for (const part of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    const value = credential.response[part];
    if (value) response[part] = toText(value);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function say(problem) {
  for (const notice of document.querySelectorAll('[data-passkey-problem]')) {
    notice.hidden = notice.dataset.passkeyProblem !== problem;
  }
}

async function optionsFor(button) {
  const inPage = document.getElementById('js_data');
  if (inPage && !button.dataset.passkeyFetch) return JSON.parse(inPage.textContent);
  const answer = await fetch(button.dataset.passkeyFetch, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
  return answer.json();
}

async function create(button) {
  const { creation_options: { publicKey } } = await optionsFor(button);
  const selection = publicKey.authenticatorSelection;
  selection.residentKey = 'required';
  selection.requireResidentKey = true;
  selection.userVerification = 'required';
  return navigator.credentials.create({ publicKey: withBuffers(publicKey) });
}

async function get(button) {
  const { request_options: { publicKey } } = await optionsFor(button);
  return navigator.credentials.get({ publicKey: withBuffers(publicKey) });
}

async function start(button) {
  say('');
  button.setAttribute('aria-busy', 'true');
  try {
    const credential = await (button.dataset.passkey === 'create' ? create : get)(button);
    const form = document.getElementById(button.dataset.passkeyForm);
    form.querySelector('[name=credential]').value = JSON.stringify(asJson(credential));
    form.submit();
  } catch (error) {
    if (error.name !== 'AbortError') say('failed');
  } finally {
    button.removeAttribute('aria-busy');
  }
}

function whatIsWrongHere() {
  if (!window.isSecureContext || !window.PublicKeyCredential) return 'secure';
  return IP_ADDRESS.test(location.hostname) ? 'address' : '';
}

const wrong = whatIsWrongHere();
for (const link of document.querySelectorAll('[data-passkey-localhost]')) {
  const there = new URL(location.href);
  there.hostname = 'localhost';
  link.href = there.href;
}
for (const button of document.querySelectorAll('[data-passkey]')) {
  button.addEventListener('click', () => (wrong ? say(wrong) : start(button)));
}
