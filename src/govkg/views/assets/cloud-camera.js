// Where one looks in a cloud: the middle of the screen in the cloud's own px, and how much they are enlarged.
const ROOM = 26; // px around what is looked at: a name stands there
const cloudCamera = (size, moved) => {
  const at = { x: 0, y: 0, k: 1 }, still = matchMedia('(prefers-reduced-motion: reduce)');
  let least = 0.05, going = 0;
  const most = 6;
  const held = (k) => Math.min(most, Math.max(least, k));
  const set = (x, y, k) => { at.x = x; at.y = y; at.k = held(k); moved(); };
  /** Where one must look to see a box, with so many px of the screen around it. */
  const fitted = ([left, top, right, bottom], room) => {
    const k = Math.min(Math.max(1, size().w - 2 * room) / Math.max(1, right - left), Math.max(1, size().h - 2 * room) / Math.max(1, bottom - top));
    return [(left + right) / 2, (top + bottom) / 2, Math.min(k, 3)];
  };
  const stop = () => { cancelAnimationFrame(going); going = 0; };
  /** Goes there in a quarter of a second, at once where motion is unwanted. */
  const go = (x, y, k) => {
    stop();
    if (still.matches) { set(x, y, k); return; }
    const from = { ...at }, aim = held(k), begun = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - begun) / 250)), ease = t * t * (3 - 2 * t);
      // Enlarging goes by ratio, and the middle along with it: so both arrive evenly.
      const k = from.k * (aim / from.k) ** ease, part = Math.abs(aim - from.k) < 1e-6 ? ease : (1 / from.k - 1 / k) / (1 / from.k - 1 / aim);
      set(from.x + (x - from.x) * part, from.y + (y - from.y) * part, k);
      going = t < 1 ? requestAnimationFrame(step) : 0;
    };
    going = requestAnimationFrame(step);
  };
  return {
    at,
    whole(box) { const [x, y, k] = fitted(box, ROOM); least = Math.min(k * 0.8, 1); stop(); set(x, y, k); },
    go, stop, fitted,
    get moving() { return going !== 0; },
    pan(dx, dy) { stop(); set(at.x - dx / at.k, at.y - dy / at.k, at.k); },
    /** Enlarges around a point of the screen, which stays where it is. */
    zoom(factor, sx = size().w / 2, sy = size().h / 2) {
      stop();
      const [x, y] = this.world(sx, sy), k = held(at.k * factor);
      set(x - (sx - size().w / 2) / k, y - (sy - size().h / 2) / k, k);
    },
    screen: (x, y) => [(x - at.x) * at.k + size().w / 2, (y - at.y) * at.k + size().h / 2],
    world: (sx, sy) => [(sx - size().w / 2) / at.k + at.x, (sy - size().h / 2) / at.k + at.y],
  };
};
