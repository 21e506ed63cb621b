// A page used as somebody does who has a keyboard and no mouse.

// Waits until the page says so; what it waited for, if that takes too long.
export const until = (browser, holds) => browser.evaluate(`new Promise((done, fail) => {
  const timer = setTimeout(() => fail(new Error(${JSON.stringify(`never: ${holds}`)})), 30_000);
  const look = () => ${holds} ? (clearTimeout(timer), done()) : setTimeout(look, 20);
  look();
})`);

const KEYS = { Enter: 13, Tab: 9, Escape: 27, End: 35, ArrowRight: 39, F8: 119 };
const MODIFIERS = { Ctrl: 2, Shift: 8 };

// "Ctrl-Enter", "a": pressed and let go.
export async function press(browser, combination) {
  const parts = combination.length > 1 ? combination.split("-") : [combination];
  const key = parts.pop();
  const modifiers = parts.reduce((sum, part) => sum + MODIFIERS[part], 0);
  const text = key === "Enter" ? "\r" : key.length === 1 && !(modifiers & MODIFIERS.Ctrl) ? key : undefined;
  // Of signs it depends on the keyboard, and their codes as characters are those of
  // other keys.
  const code = KEYS[key] ?? (/\w/.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
  const said = { key, modifiers, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code };
  await browser.call("Input.dispatchKeyEvent", { type: text ? "keyDown" : "rawKeyDown", ...said, text });
  await browser.call("Input.dispatchKeyEvent", { type: "keyUp", ...said });
}

export async function type(browser, text) {
  for (const key of text) await press(browser, key === "\n" ? "Enter" : key);
}

// Presses Tab until that element has the keyboard.
export async function tabTo(browser, selector) {
  for (let presses = 0; presses < 100; ++presses) {
    if (await browser.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await press(browser, "Tab");
  }
  throw new Error(`${selector} is not to be reached by Tab`);
}
