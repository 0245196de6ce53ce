// Takes the README's pictures from the sample councils: docs/screenshots/{work,person,why,run}.png.
// node run.mjs tools/screenshots.ts [--accounts 400]
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { openBrowser, signedIn } from '../journeys/browser.ts'
import { startEvenhand } from '../journeys/evenhand.ts'

const { values } = parseArgs({ options: { accounts: { type: 'string', default: '400' } } })
const folder = join(import.meta.dirname, '..', 'docs', 'screenshots')
await mkdir(folder, { recursive: true })

async function picture(page: Page, called: string): Promise<void> {
  const path = join(folder, `${called}.png`)
  // What was clicked last would otherwise be shown with the colours of the keyboard's focus.
  await page.mouse.move(0, 0)
  await page.evaluate('document.activeElement?.blur()')
  await page.screenshot({ path, animations: 'disabled' })
  console.log(`${path}: ${Math.round((await stat(path)).size / 1024)} KB`)
}

const running = await startEvenhand({ accounts: Number(values.accounts) })
const browser = await openBrowser()
try {
  const officer = await signedIn(browser, running, 'phone officer', 'Aldermere')
  await picture(officer, 'work')
  await officer.locator('main tbody tr').first().getByRole('link').first().click()
  await officer.getByRole('link', { name: 'Record a contact' }).waitFor()
  await picture(officer, 'person')
  await officer.getByRole('link', { name: 'why' }).first().click()
  await officer.getByRole('heading', { name: /^Why/ }).waitFor()
  await picture(officer, 'why')

  const leader = await signedIn(browser, running, 'team leader', 'Aldermere')
  await leader.getByRole('link', { name: 'Tonight’s run' }).click()
  await leader.locator('main tbody tr').first().getByRole('link').click()
  await leader.getByRole('button', { name: 'Submit for approval' }).waitFor()
  await picture(leader, 'run')
} finally {
  await browser.close()
  await running.stop()
}
