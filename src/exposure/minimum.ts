/** The minimum of a smooth function from the origin by damped Newton steps on differences, with its Hessian there. */
export function minimum(
  objective: (z: Float64Array) => number,
  size: number,
): { at: Float64Array; hessian: Float64Array } {
  let at = new Float64Array(size);
  let value = objective(at);
  let { gradient, hessian } = derivatives(objective, at, value);
  for (let step = 0; step < 60; step++) {
    let moved = false;
    for (let damping = 0; damping < 1e8; damping = damping === 0 ? 1e-2 : damping * 10) {
      const raised = hessian.slice();
      for (let i = 0; i < size; i++) raised[i * size + i] = Math.max(raised[i * size + i]!, 1e-3) + damping;
      const direction = inverse(raised, size);
      const next = at.slice();
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) next[i] = next[i]! - direction[i * size + j]! * gradient[j]!;
      const found = objective(next);
      if (found < value) {
        moved = value - found > 1e-9;
        at = next;
        value = found;
        break;
      }
    }
    ({ gradient, hessian } = derivatives(objective, at, value));
    if (!moved) break;
  }
  return { at, hessian };
}

function derivatives(
  objective: (z: Float64Array) => number,
  at: Float64Array,
  value: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const size = at.length;
  const step = 1e-3;
  const shifted = (i: number, a: number, j = 0, b = 0): number => {
    const z = at.slice();
    z[i] = z[i]! + a;
    z[j] = z[j]! + b;
    return objective(z);
  };
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    up[i] = shifted(i, step);
    down[i] = shifted(i, -step);
    gradient[i] = (up[i]! - down[i]!) / (2 * step);
    hessian[i * size + i] = (up[i]! - 2 * value + down[i]!) / step ** 2;
    for (let j = 0; j < i; j++) {
      const both = shifted(i, step, j, step) + shifted(i, -step, j, -step);
      const mixed = (both - up[i]! - down[i]! - up[j]! - down[j]! + 2 * value) / (2 * step ** 2);
      hessian[i * size + j] = mixed;
      hessian[j * size + i] = mixed;
    }
  }
  return { gradient, hessian };
}

/** The inverse of a small matrix by Gauss and Jordan with row exchanges. */
export function inverse(matrix: Float64Array, size: number): Float64Array {
  const left = matrix.slice();
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) out[i * size + i] = 1;
  const row = (from: Float64Array, i: number): Float64Array => from.subarray(i * size, (i + 1) * size);
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k + 1; i < size; i++)
      if (Math.abs(left[i * size + k]!) > Math.abs(left[best * size + k]!)) best = i;
    for (const one of [left, out]) {
      const held = row(one, k).slice();
      row(one, k).set(row(one, best));
      row(one, best).set(held);
    }
    const pivot = left[k * size + k]!;
    for (const one of [left, out])
      for (let j = 0; j < size; j++) one[k * size + j] = one[k * size + j]! / pivot;
    for (let i = 0; i < size; i++) {
      const share = left[i * size + k]!;
      if (i === k || share === 0) continue;
      for (const one of [left, out])
        for (let j = 0; j < size; j++) one[i * size + j] = one[i * size + j]! - share * one[k * size + j]!;
    }
  }
  return out;
}
