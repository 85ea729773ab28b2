const BUCKETS = 1024;
/** So few are sorted at once. */
const FEW = 4096;

/** Moves the values of one bucket to the front; returns how many there are. */
function keepBucket(values: Float64Array, bucketOf: (value: number) => number, bucket: number): number {
  let kept = 0;
  for (const value of values) if (bucketOf(value) === bucket) values[kept++] = value;
  return kept;
}

/**
 * The k-th smallest of many finite numbers (k from 1), or the largest when there
 * are fewer: histogram after histogram, each over the bucket where it lies.
 * Moves the values about.
 */
export function kthSmallest(values: Float64Array, k: number): number {
  let rest = values;
  let wanted = Math.min(k, values.length);
  while (rest.length > FEW) {
    let low = Infinity;
    let high = -Infinity;
    for (const value of rest) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low === high) return low;
    const scale = (BUCKETS - 1) / (high - low);
    const bucketOf = (value: number): number => Math.floor((value - low) * scale);
    const counts = new Uint32Array(BUCKETS);
    for (const value of rest) counts[bucketOf(value)] = (counts[bucketOf(value)] ?? 0) + 1;
    let bucket = 0;
    while (wanted > (counts[bucket] ?? 0)) wanted -= counts[bucket++] ?? 0;
    rest = rest.subarray(0, keepBucket(rest, bucketOf, bucket));
  }
  return rest.sort()[wanted - 1] ?? 0;
}
