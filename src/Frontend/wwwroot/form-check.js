// Does the work that a form asks for instead of a wait, then presses its button. Without it the wait does.
const form = document.getElementById("checked");
const bits = Number(form.dataset.bits);
const encoder = new TextEncoder();

const zeroBits = hash => {
  let zeros = 0;
  for (const byte of hash) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24;
    zeros += 8;
  }
  return zeros;
};

const find = async check => {
  for (let number = 0; ; number++) {
    const hash = await crypto.subtle.digest("SHA-256", encoder.encode(`${check}:${number}`));
    if (zeroBits(new Uint8Array(hash)) >= bits) return number;
  }
};

if (globalThis.crypto?.subtle) {
  document.getElementById("wait").textContent = "This page goes on by itself in a few seconds.";
  form.elements.proof.value = await find(form.dataset.check);
  form.requestSubmit(form.querySelector("button[value=next]"));
}
