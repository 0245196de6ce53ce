import { encodeQR } from 'qr'
import { html, type Html } from '#web/html.ts'

/** A link as a QR code that a telephone's camera reads: a picture without style or script, four squares of white around it. */
export function qrCode(text: string, label: string): Html {
  const squares = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const path = squares
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  const size = squares.length
  return html`<svg class="eh-qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
