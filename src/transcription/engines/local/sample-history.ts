/** The latest samples of a stream, addressed by their position in the whole of it. */
export class SampleHistory {
  private samples = new Float32Array(0);
  private length = 0;
  private first = 0;

  /** Position after the last sample. */
  get end(): number {
    return this.first + this.length;
  }

  append(added: Float32Array): void {
    if (this.length + added.length > this.samples.length) {
      const grown = new Float32Array(Math.max(2 * this.samples.length, this.length + added.length));
      grown.set(this.samples.subarray(0, this.length));
      this.samples = grown;
    }
    this.samples.set(added, this.length);
    this.length += added.length;
  }

  /** A copy of what lies between two positions; what was dropped or has not come yet is left out. */
  slice(from: number, to: number): Float32Array {
    const inside = (position: number): number => Math.min(Math.max(position - this.first, 0), this.length);
    return this.samples.slice(inside(from), inside(to));
  }

  /** Forgets everything before a position. */
  dropBefore(position: number): void {
    const count = Math.min(Math.max(position - this.first, 0), this.length);
    this.samples.copyWithin(0, count, this.length);
    this.length -= count;
    this.first += count;
  }
}
