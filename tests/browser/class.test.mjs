// Hand-ins: a learner saves one as a file, a teacher drops thirty on the page or chooses some.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { browser, click, frames, open, rest, share_browser_and_site, site } from './site.mjs';

share_browser_and_site();

const request = (page, text) => page.evaluate((text) => window.activationLab.request(text), text);
const until_said = (page, sentence) =>
  page.waitForFunction((sentence) => document.body.textContent.includes(sentence), sentence, { timeout: 120000 });

// FNV-1a, 64 bits.
function check_of(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

// One of a learner with these runs: [link, hash], each of a step of its own.
function hand_in(name, runs) {
  const steps = Object.fromEntries(runs.map(([link, hash], i) => [`mine/${i}`, {
    tries: [{ answer: '1', right: false, score: 0 }, { answer: '2', right: true, score: 1 }],
    answered: true, shown: false, done: true, seen: 0, link, hash,
  }]));
  const text = JSON.stringify({ 'activation-lab': 'hand-in', v: 1, name, lesson: 'mine', steps }).slice(0, -1);
  return `${text},"check":"${check_of(text)}"}`;
}

const drop = (page, files) => page.evaluate((files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, files);

test('thirty hand-ins of five runs are dropped: a table, each run replayed, and flagged what is not as it was', async (t) => {
  const page = await open(browser, site);
  await rest(page);
  const link = (learner, run) =>
    `view=train&data=rings&act=${['tanh', 'relu', 'sigmoid', 'gelu', 'silu'][run]}&net=8-8&seed=${5 * learner + run}&steps=2000`;
  await request(page, `set ${link(0, 0)}`);
  await page.waitForFunction(() => window.activationLab.get().step === 2000);
  const { weights_hash } = await request(page, 'get');
  await request(page, 'set view=train');
  await rest(page);
  const files = [...Array(30).keys()].map((learner) => [`${learner}.json`, hand_in(`Learner ${learner}`,
    [...Array(5).keys()].map((run) => [link(learner, run), learner + run ? '0000000000000000' : weights_hash]))]);
  files[1][1] = files[1][1].replace('Learner 1', 'Learner X');
  const start = Date.now();
  await drop(page, files);
  await until_said(page, 'Hand-ins: 30, runs replayed: 150 of 150');
  t.diagnostic(`thirty files of five runs of 2,000 steps: ${(Date.now() - start) / 1000} s`);
  await until_said(page, 'Replays to other weights: mine/1, mine/2, mine/3, mine/4');  // of Learner 0 the first is real
  await until_said(page, 'Damaged: this is not what was saved.');
  await until_said(page, 'it proves no authorship');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('files are chosen on the front page, too, and what is none is said', async () => {
  const page = await open(browser, site, 'view=home', { viewport: { width: 1280, height: 1080 } });
  await rest(page);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), click(page, 'open.hand_ins')]);
  await chooser.setFiles([{ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{}') },
                          { name: 'ada.json', mimeType: 'application/json', buffer: Buffer.from(hand_in('Ada', [])) }]);
  await until_said(page, 'Hand-ins: 1,');
  await until_said(page, 'This is no hand-in file.');
  await click(page, 'class.close');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('a learner saves a hand-in as JSON, and the page reads it back', async () => {
  const page = await open(browser, site, 'lesson=squeezing');
  await rest(page);
  await request(page, 'answer 1');
  await rest(page);
  await request(page, 'change step=7');
  await rest(page);
  await request(page, 'answer 0.5');
  await rest(page);
  await page.evaluate(() => {
    window.kinds = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.kinds.push(blob.type); return make(blob); };
  });
  const [download] = await Promise.all([page.waitForEvent('download'), click(page, 'learn.hand_in')]);
  assert.equal(download.suggestedFilename(), 'activation-lab-hand-in.json');
  assert.deepEqual(await page.evaluate(() => window.kinds), ['application/json']);
  const text = await readFile(await download.path(), 'utf8');
  const saved = JSON.parse(text);
  assert.equal(saved.steps['squeezing/three'].tries[0].answer, '1');
  await frames(page);
  await drop(page, [['desk 7.json', text]]);
  await until_said(page, 'Hand-ins: 1,');
  await until_said(page, 'desk 7.json');
  assert.ok(!(await page.evaluate(() => document.body.textContent.includes('Damaged'))));
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
