/** Grey pixels, and what a lens, a hand and a sensor do to them. */
export interface Canvas {
  data: Uint8Array;
  width: number;
  height: number;
}

export const canvasOf = (width: number, height: number, light: number): Canvas => ({
  data: new Uint8Array(width * height).fill(light),
  width,
  height
});

/** Puts one picture on another; what does not fit is cut off. */
export function paste(onto: Canvas, picture: Canvas, at: { x: number; y: number }): void {
  for (let row = 0; row < picture.height; row++) {
    for (let column = 0; column < picture.width; column++) {
      const [x, y] = [at.x + column, at.y + row];
      if (x < 0 || y < 0 || x >= onto.width || y >= onto.height) continue;
      onto.data[y * onto.width + x] = picture.data[row * picture.width + column] ?? 255;
    }
  }
}

/** Random numbers in [0, 1) that depend on the seed only (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The light between four pixels; paper outside. */
function lightAt({ data, width, height }: Canvas, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const pixel = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= width || row >= height ? 255 : (data[row * width + column] ?? 255);
  const above = pixel(left, top) * (1 - right) + pixel(left + 1, top) * right;
  const below = pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right;
  return above * (1 - down) + below * down;
}

/** Turns the label about its middle and leans its right side away. */
export function turn(canvas: Canvas, how: { roll: number; perspective: number }): Canvas {
  const turned = canvasOf(canvas.width, canvas.height, 255);
  const radians = (how.roll * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [middleX, middleY] = [(canvas.width - 1) / 2, (canvas.height - 1) / 2];
  for (let row = 0; row < canvas.height; row++) {
    for (let column = 0; column < canvas.width; column++) {
      const [x, y] = [column - middleX, row - middleY];
      const [flatX, flatY] = [x * cos + y * sin, y * cos - x * sin];
      const nearness = 1 - (how.perspective * flatX) / canvas.width;
      const light = lightAt(canvas, middleX + flatX / nearness, middleY + flatY / nearness);
      turned.data[row * canvas.width + column] = Math.round(light);
    }
  }
  return turned;
}

export function blur(canvas: Canvas, sigma: number): Canvas {
  const reach = Math.ceil(sigma * 3);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2))
  );
  return alongColumns(alongRows(canvas, weights), weights);
}

/** What a hand does that moves sideways while the shutter is open. */
export const smear = (canvas: Canvas, length: number): Canvas =>
  alongRows(
    canvas,
    Array.from({ length: Math.round(length) }, () => 1)
  );

const alongRows = (canvas: Canvas, weights: readonly number[]): Canvas => convolve(canvas, weights, 1);

const alongColumns = (canvas: Canvas, weights: readonly number[]): Canvas =>
  convolve(canvas, weights, canvas.width);

/** `stride`: from one pixel to the next of the line that is summed over. Edges go on as they end. */
function convolve(canvas: Canvas, weights: readonly number[], stride: number): Canvas {
  const { data, width, height } = canvas;
  const result = canvasOf(width, height, 0);
  const scaled = Float64Array.from(weights);
  const total = scaled.reduce((sum, weight) => sum + weight, 0);
  const first = -Math.floor(scaled.length / 2);
  const length = stride === 1 ? width : height;
  for (let at = 0; at < data.length; at++) {
    const along = stride === 1 ? at % width : Math.floor(at / width);
    let sum = 0;
    for (let index = 0; index < scaled.length; index++) {
      const place = Math.min(length - 1, Math.max(0, along + first + index));
      sum += scaled[index]! * data[at + (place - along) * stride]!;
    }
    result.data[at] = Math.round(sum / total);
  }
  return result;
}

/** Gaussian noise of the sensor (Box–Muller). */
export function noise(canvas: Canvas, sigma: number, random: () => number): Canvas {
  const result = canvasOf(canvas.width, canvas.height, 0);
  for (let at = 0; at < canvas.data.length; at++) {
    const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    result.data[at] = Math.min(255, Math.max(0, Math.round((canvas.data[at] ?? 0) + sigma * gauss)));
  }
  return result;
}
