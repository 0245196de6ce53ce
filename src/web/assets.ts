import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** A file that browsers may keep for ever: its address changes when it does. */
export type Asset = {
  readonly contentType: string
  readonly bytes: Buffer
  /** The same, compressed, when that is worth it. */
  readonly gzipped: Buffer | undefined
  readonly version: string
}

const ours = (name: string) => readFileSync(join(import.meta.dirname, 'assets', name))
const packages = createRequire(import.meta.url)
const from = (path: string) => readFileSync(packages.resolve(path))

const govuk = 'govuk-frontend/dist/govuk/govuk-frontend.min'
const font = '@expo-google-fonts/atkinson-hyperlegible-next'

/**
 * GOV.UK's and the Ministry of Justice's styles, then ours, as one file. The Transport font is not ours to
 * use, so its faces are taken out, and with them every address of a file that we do not serve.
 */
function styles(): Buffer {
  const published = [`${govuk}.css`, '@ministryofjustice/frontend/moj/moj-frontend.min.css']
    .map(path => from(path).toString('utf8'))
    .join('\n')
    .replace(/@charset "UTF-8";/g, '')
    .replace(/\/\*! Copyright \(c\) 2011 by Margaret Calvert[^*]*\*\//g, '')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/"?GDS Transport"?,/g, '"Atkinson Hyperlegible Next",')
    .replace(/url\(\/assets\/[^)]*\)/g, 'none')
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//g, '')
  return Buffer.from(published + ours('evenhand.css').toString('utf8'))
}

const asset = (contentType: string, bytes: Buffer): Asset => ({
  contentType,
  bytes,
  gzipped: contentType.startsWith('text/') ? gzipSync(bytes) : undefined,
  version: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
})

const script = 'text/javascript; charset=utf-8'

/** Everything under /assets/, read once. A name that is not here does not exist, whatever is on the disk. */
export const assets: ReadonlyMap<string, Asset> = new Map([
  ['evenhand.css', asset('text/css; charset=utf-8', styles())],
  ['evenhand.js', asset(script, ours('evenhand.js'))],
  ['keys.js', asset(script, ours('keys.js'))],
  ['drafts.js', asset(script, ours('drafts.js'))],
  ['govuk.js', asset(script, stripMap(from(`${govuk}.js`)))],
  ['evenhand.svg', asset('image/svg+xml', ours('evenhand.svg'))],
  [
    'atkinson-400.ttf',
    asset('font/ttf', from(`${font}/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf`)),
  ],
  [
    'atkinson-700.ttf',
    asset('font/ttf', from(`${font}/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf`)),
  ],
  [
    'atkinson-400-italic.ttf',
    asset(
      'font/ttf',
      from(`${font}/400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf`),
    ),
  ],
])

function stripMap(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('utf8').replace(/\/\/# sourceMappingURL=.*$/m, ''))
}

/** The address of an asset in a page, with its version. */
export function assetPath(name: string): string {
  const found = assets.get(name)
  if (!found) throw new Error(`There is no asset called ${name}`)
  return `/assets/${name}?v=${found.version}`
}
