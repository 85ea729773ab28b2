type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

const FIRST_CAPACITY = 1024;

/** A typed array that grows: the columns of an index. Reading `values` costs nothing; it changes when it grows. */
export class Growing<Kind extends Numbers> {
  readonly #make: (capacity: number) => Kind;
  values: Kind;
  size = 0;

  constructor(make: (capacity: number) => Kind) {
    this.#make = make;
    this.values = make(FIRST_CAPACITY);
  }

  push(value: number): void {
    if (this.size === this.values.length) {
      const larger = this.#make(2 * this.size);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.size] = value;
    this.size += 1;
  }
}
