import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type Command, dateOption, neededOption, runCommand, word } from './command.ts'

const today = Temporal.PlainDate.from('2026-06-01')
const commands: readonly Command[] = [
  {
    name: 'night',
    usage: 'night <what> --council C [--date D]',
    does: 'Runs the night.',
    options: { council: { type: 'string' }, date: { type: 'string' } },
    run: async asked => ({
      data: {
        what: word(asked, 0, 'what to run'),
        council: neededOption(asked, 'council', 'whose night'),
        on: dateOption(asked, 'date', today).toString(),
        owed: 12_34n,
      },
      words: 'Done.',
      refused: asked.words[0] === 'nothing',
    }),
  },
]

const run = async (...args: string[]) => {
  const said: string[] = []
  const complained: string[] = []
  const code = await runCommand(commands, args, {
    say: text => said.push(text),
    complain: text => complained.push(text),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

suite('command line', () => {
  test('no command shows the help and is wrong usage; --help is not', async () => {
    assert.equal((await run()).code, 2)
    const helped = await run('--help')
    assert.equal(helped.code, 0)
    assert.match(helped.said, /night <what> --council C/)
  })

  test('a command that does not exist, an option that does not, a word that is missing: exit 2 and a sentence', async () => {
    for (const args of [
      ['nigth'],
      ['night', 'x', '--concil', 'a'],
      ['night', '--council', 'a'],
      ['night', 'x'],
      ['night', 'x', '--council', 'a', '--date', '2026-02-30'],
      ['night', 'x', '--council', 'a', '--date', '1/6/26'],
    ]) {
      const { code, complained } = await run(...args)
      assert.equal(code, 2, args.join(' '))
      assert.match(complained, /\.$|'|Usage/m)
    }
  })

  test('--json gives pence as whole numbers', async () => {
    const { code, said } = await run('night', 'x', '--council', 'a', '--json')
    assert.equal(code, 0)
    assert.deepEqual(JSON.parse(said), { what: 'x', council: 'a', on: '2026-06-01', owed: 1234 })
  })

  test('a refusal is exit 1', async () => {
    assert.equal((await run('night', 'nothing', '--council', 'a')).code, 1)
  })
})
