import { crc32, deflateSync } from 'node:zlib'

/** A picture as a canvas gives it: four bytes a pixel, red, green, blue and opacity. */
export type Pixels = { readonly width: number; readonly height: number; readonly rgba: Buffer }

/** A PNG of at most 256 colours, the most used ones; every other becomes the nearest of them. Opacity is left out. */
export function smallPng({ width, height, rgba }: Pixels): Buffer {
  const colourAt = (pixel: number) => rgba.readUIntBE(pixel * 4, 3)
  const uses = new Map<number, number>()
  for (let pixel = 0; pixel < width * height; pixel++) {
    uses.set(colourAt(pixel), (uses.get(colourAt(pixel)) ?? 0) + 1)
  }
  const ranked = [...uses].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  const palette = ranked.slice(0, 256)
  const places = new Map(ranked.map(colour => [colour, nearest(palette, colour)]))

  const lines = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    // Each line begins with the number of its filter: 0, none.
    for (let x = 0; x < width; x++) {
      lines[y * (width + 1) + 1 + x] = places.get(colourAt(y * width + x)) ?? 0
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8) // eight bits a pixel, from a palette
  const colours = Buffer.alloc(palette.length * 3)
  palette.forEach((colour, n) => colours.writeUIntBE(colour, n * 3, 3))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const parts = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255] as const

function nearest(palette: readonly number[], colour: number): number {
  const wanted = parts(colour)
  const distances = palette.map(each =>
    parts(each).reduce((sum, part, n) => sum + (part - (wanted[n] ?? 0)) ** 2, 0),
  )
  return distances.indexOf(Math.min(...distances))
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const sized = Buffer.alloc(body.length + 8)
  sized.writeUInt32BE(data.length, 0)
  body.copy(sized, 4)
  sized.writeUInt32BE(crc32(body), body.length + 4)
  return sized
}
