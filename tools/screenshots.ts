// Takes the README's pictures from the sample councils: docs/screenshots/{work,person,why,run}.png.
// node run.mjs tools/screenshots.ts [--accounts 1200]
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { goTo, openBrowser, signedIn } from '../journeys/browser.ts'
import { startEvenhand } from '../journeys/evenhand.ts'
import { smallPng } from './small-png.ts'

const { values } = parseArgs({ options: { accounts: { type: 'string', default: '1200' } } })
const folder = join(import.meta.dirname, '..', 'docs', 'screenshots')
await mkdir(folder, { recursive: true })
// The browser writes days in the machine's language otherwise.
process.env['LC_ALL'] = 'en_GB.UTF-8'

const running = await startEvenhand({ accounts: Number(values.accounts) })
const browser = await openBrowser()
const canvas = await browser.newPage()

/** The pixels of a PNG, read by the browser itself. */
async function pixelsOf(png: Buffer) {
  const source = JSON.stringify(`data:image/png;base64,${png.toString('base64')}`)
  const { width, height, rgba } = await canvas.evaluate<{
    width: number
    height: number
    rgba: string
  }>(`(async () => {
    const bitmap = await createImageBitmap(await (await fetch(${source})).blob())
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d')
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    return { width, height, rgba: new Uint8Array(data.buffer).toBase64() }
  })()`)
  return { width, height, rgba: Buffer.from(rgba, 'base64') }
}

async function picture(page: Page, called: string): Promise<void> {
  // What was clicked last would otherwise be shown with the colours of the keyboard's focus.
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement?.blur()')
  const png = smallPng(await pixelsOf(await page.screenshot({ animations: 'disabled' })))
  await writeFile(join(folder, `${called}.png`), png)
  console.log(`docs/screenshots/${called}.png: ${Math.round(png.length / 1024)} KB`)
}

try {
  const officer = await signedIn({ browser, running }, 'phone officer', 'Aldermere')
  await picture(officer, 'work')
  await officer.locator('main tbody tr').first().getByRole('link').first().click()
  await officer.getByRole('link', { name: 'Record a contact' }).waitFor()
  await picture(officer, 'person')

  const leader = await signedIn({ browser, running }, 'team leader', 'Aldermere')
  await goTo(leader, 'Tonight’s run')
  await leader.locator('main tbody tr').first().getByRole('link').click()
  await leader.getByRole('button', { name: 'Submit for approval' }).waitFor()
  await picture(leader, 'run')

  // Why, of an account that something is planned for: its rule, what was found and the law.
  const item = leader.locator('main tbody tr').filter({ hasText: 'final notice' })
  const account = item.locator('a[href^="/accounts/"]')
  await officer.goto(`${await account.first().getAttribute('href')}/why`)
  await officer.getByRole('heading', { name: /^Why/ }).waitFor()
  await picture(officer, 'why')
} finally {
  await browser.close()
  await running.stop()
}
