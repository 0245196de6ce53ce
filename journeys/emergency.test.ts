import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { goTo, looksRight, signedIn, withBrowser } from './browser.ts'

suite('a flood', () => {
  const open = withBrowser()

  test('everything is stopped with a reason, seen on every page, and lifted by two people', async () => {
    const leader = await signedIn(open, 'team leader', 'Penllyn')
    await goTo(leader, 'Tonight’s run')
    await leader.getByRole('link', { name: 'Emergency stop' }).click()
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByRole('alert').getByText('Choose what is stopped').waitFor()

    await leader.getByLabel('Some wards or postcodes').check()
    await leader.getByLabel('Which postcodes?').fill('the valley')
    await leader.getByLabel('What has happened?').fill('The river is over its banks')
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByRole('alert').getByText('“the valley” is not a district').waitFor()
    assert.equal(
      await leader.getByLabel('What has happened?').inputValue(),
      'The river is over its banks',
    )
    await looksRight(leader, 'emergency-wrong')
    // A place where nobody is known is not stopped in silence.
    await leader.getByLabel('Which postcodes?').fill('TN4 8')
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByText('Nothing was stopped').waitFor()

    await leader.getByLabel('Everything, everywhere').check()
    await leader.getByRole('button', { name: 'Stop it now' }).click()
    await leader.getByText('What had not gone is pulled, and listed here.').waitFor()
    await leader
      .getByText(/What was on its way and did not go: [1-9]/)
      .first()
      .waitFor()
    await looksRight(leader, 'emergency-stopped')
    const stop = new URL(leader.url()).pathname

    const officer = await signedIn(open, 'phone officer', 'Penllyn')
    await officer
      .getByRole('region', { name: 'Emergency', exact: true })
      .getByText('Emergency: recovery is stopped everywhere (The river is over its banks).')
      .waitFor()
    assert.equal((await officer.goto('/emergency'))?.status(), 403)

    await leader.getByLabel('Why is it safe to lift?').fill('The duty manager says people are home')
    await leader.getByLabel('Over how many nights').fill('90')
    await leader.getByRole('button', { name: 'Ask for it to be lifted' }).click()
    await leader.getByRole('alert').getByText('from 1 to 28').waitFor()
    await leader.getByLabel('Over how many nights').fill('3')
    await leader.getByRole('button', { name: 'Ask for it to be lifted' }).click()
    await leader.getByText('You reviewed it, so somebody else lifts it.').waitFor()
    assert.equal(await leader.getByRole('button', { name: 'Lift the stop' }).count(), 0)

    const approver = await signedIn(open, 'approver', 'Penllyn')
    await approver.getByRole('link', { name: 'What stopped' }).click()
    await approver.goto(stop)
    await looksRight(approver, 'emergency-to-be-lifted')
    await approver.getByRole('button', { name: 'Lift the stop' }).click()
    await approver.getByText('The accounts come back a few each night').waitFor()
    await officer.goto('/work')
    assert.equal(await officer.getByText('Emergency: recovery is stopped').count(), 0)
  })
})
