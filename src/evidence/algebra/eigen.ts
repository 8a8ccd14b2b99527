/** Eigenvalues and eigenvectors (columns) of a symmetric n × n matrix, by cyclic Jacobi rotations. */
export function eigen(matrix: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  let scale = 0;
  for (const entry of a) scale += entry * entry;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += a[i * n + j]! * a[i * n + j]!;
    if (!(off > 1e-32 * scale)) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors };
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i * n + p]!, a[i * n + q]!];
    a[i * n + p] = c * x - s * y;
    a[i * n + q] = s * x + c * y;
  }
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[p * n + i]!, a[q * n + i]!];
    a[p * n + i] = c * x - s * y;
    a[q * n + i] = s * x + c * y;
    const [u, v] = [vectors[i * n + p]!, vectors[i * n + q]!];
    vectors[i * n + p] = c * u - s * v;
    vectors[i * n + q] = s * u + c * v;
  }
}

/** The symmetric power −1/2 of a positive semidefinite matrix, null directions left out (Moore–Penrose). */
export function inverseRoot(matrix: Float64Array, n: number): Float64Array {
  const { values, vectors } = eigen(matrix, n);
  // clubSandwich's own cut: directions below 1e-12 are the ones the fixed effects used up.
  const least = 1e-12 * Math.max(0, ...values);
  const out = new Float64Array(n * n);
  for (let m = 0; m < n; m++) {
    if (values[m]! <= least) continue;
    const power = 1 / Math.sqrt(values[m]!);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) out[i * n + j]! += power * vectors[i * n + m]! * vectors[j * n + m]!;
  }
  return out;
}
