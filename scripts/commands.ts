import { join } from 'node:path'
import { command, commandOf } from '../src/commands/command.ts'
import { defaultKubernetes } from '../src/machine/versions.ts'
import { UsageError } from '../src/errors.ts'
import { labNames, usualLab } from '../src/lab/lab-names.ts'
import { seeds, wholeNumber } from '../src/commands/whole-number.ts'

const labsFolder = join(import.meta.dirname, '../specs')
const labsHere = labNames(labsFolder)

/** The text of a help, as a template has it. */
type Help = readonly string[]

const flag = ([help = '']: Help) => ({ type: 'boolean', default: false, help }) as const
/** An option whose value the help shows by a word. */
const text =
  (value: string) =>
  ([help = '']: Help) =>
    ({ type: 'string', value, help }) as const
const textOr = (usual: string, value: string) => (help: Help) => ({ ...text(value)(help), default: usual })

const ofVerdicts =
  '0 as recorded, 1 the lab and Kubernetes disagree in a new way, or something is printed in a way that nobody has recorded, 2 not all could be judged'

const kubernetes = text('VERSION')([
  `the version to run: v1.36, or any patch or candidate, as v1.36.1 (default ${defaultKubernetes})`,
])
const quick = flag`leave out what waits for a CronJob: its claims are not tried`
const claimsOnly = flag`on a version that is not recorded let claims alone decide, and not what has changed besides`
const reports = text('FOLDER')
const seed = textOr('1', 'S')
const onlyKinds = textOr('', 'TEXT')

const lab = text('NAME|PATH')([
  `the lab: ${labsHere.join(', ')}, or the path of its folder (default that of a trace that is named, else ${usualLab})`,
])

/**
 * The lab that a command is about.
 * @param names of traces and versions, of which the first trace says which lab it is where none is named
 */
async function labOf({ lab: named }: { lab?: string | undefined }, names: readonly string[] = []) {
  const { chosenLab } = await import('../src/lab/chosen-lab.ts')
  return await chosenLab(named, names, labsFolder)
}

function single(found: string[], what: string): string {
  if (found[0] !== undefined && found.length === 1) return found[0]
  throw new UsageError(`expected one ${what}, found ${found.length}`)
}

const trial = commandOf(
  {
    usage: 'npm run trial -- TRIAL [OPTIONS]',
    about: 'Puts the suite itself on trial. After the name of a trial, --help says how it is called.',
    exits: 'those of the trial',
  },
  'a trial',
  {
    falsify: command({
      does: 'does every claim turn red when the world is changed?',
      usage: 'npm run trial -- falsify [OPTIONS]',
      about:
        'Tries on an ephemeral cluster whether every claim turns red when the world is changed as its counterexamples say.',
      options: {
        lab,
        only: text(
          'CLAIM,...',
        )`try the counterexamples of these claims alone: ids, or how they begin, as job/`,
        kubernetes,
      },
      exits: '0 all were noticed for their reason, 1 some were not, 2 some could not be tried',
      run: async ({ values }, signal) => {
        const { falsify } = await import('../trials/falsify/falsify.ts')
        return await falsify(await labOf(values), values, signal)
      },
    }),
    soak: command({
      does: 'is a verdict ever wrong, whenever a run begins and however busy the machine is?',
      usage: 'npm run trial -- soak [OPTIONS]',
      about: `Runs the whole lab over and over, at all moments of its schedule, some runs two at a time, a third of
them with all cores kept busy: no verdict must be wrong, and nothing must be seen that no claim speaks of.`,
      options: {
        lab,
        runs: textOr('20', 'N')`how many (default 20, for which it takes about 80 minutes)`,
        kubernetes,
      },
      exits:
        '0 no verdict was wrong, 1 some were, or something was unclaimed or left behind, 2 not all could be run',
      run: async ({ values }, signal) => {
        const { soak } = await import('../trials/soak/soak.ts')
        const runs = wholeNumber('--runs', values.runs, { least: 1, most: 10_000 })
        return (await soak(await labOf(values), runs, values.kubernetes ?? defaultKubernetes, signal))
          .exitCode
      },
    }),
    chaos: command({
      does: 'is one ever wrong when components die, connections break, or the node stands still?',
      usage: 'npm run trial -- chaos [OPTIONS]',
      about: `Lets things go wrong on ephemeral clusters while the lab runs on them, two at a time: each verdict must be that of a quiet
run, or blocked for the true reason, and nothing must be left behind.`,
      options: {
        lab,
        faults: textOr('60', 'N')`how many (default 60, for which it takes about 45 minutes)`,
        seed: seed`of the plan: the same one gives the same kinds of fault at the same moments (default 1)`,
        quick,
        only: onlyKinds`only kinds of fault whose name has this text in it, as in “killed”`,
        kubernetes,
      },
      exits: '0 all was right, 1 something was wrong or left behind, 2 not all could be tried',
      run: async ({ values }, signal) => {
        const { chaos } = await import('../trials/chaos/chaos.ts')
        const count = wholeNumber('--faults', values.faults, { least: 1, most: 10_000 })
        const plan = { count, seed: wholeNumber('--seed', values.seed, seeds) }
        const options = { ...values, ...plan, kubernetes: values.kubernetes ?? defaultKubernetes }
        return (await chaos(await labOf(values), options, signal)).exitCode
      },
    }),
    fuzz: command({
      does: 'does the suite answer, or say what is wrong, whatever file or word it is given?',
      usage: 'npm run trial -- fuzz [OPTIONS]',
      about: `Feeds trace files, manifests, kubeconfigs, versions and command lines that nobody would write to the code that users reach:
each must be valid, or refused with words that say what was expected where, and what to do. No cluster is needed.`,
      options: {
        lab,
        cases: textOr('20000', 'N')`how many (default 20000, for which it takes about two minutes)`,
        seed: seed`the same one gives the same cases (default 1)`,
        only: onlyKinds`only kinds of input whose name has this text in it, as in “trace”`,
        case: text('FILE')`feed one case again: reports/<lab>/fuzz/fault-1.json`,
      },
      exits: '0 all were valid or refused, 1 some were not',
      run: async ({ values: { case: file, ...values } }, signal) => {
        const { feedAgain, fuzz } = await import('../trials/fuzz/fuzz.ts')
        if (file !== undefined) return await feedAgain(await labOf(values), file, signal)
        const cases = wholeNumber('--cases', values.cases, { least: 1, most: 10_000_000 })
        const options = { cases, seed: wholeNumber('--seed', values.seed, seeds), only: values.only }
        return await fuzz(await labOf(values), options, signal)
      },
    }),
    sandbox: command({
      does: 'does a text that is proofread any harm?',
      usage: 'npm run trial -- sandbox [--kubernetes VERSION]',
      about: `Types what would do harm as a text that is proofread has it typed: on an ephemeral cluster, in its sandbox. Nothing must
reach this machine, no container with rights may run, and each time the text must go on.`,
      options: { kubernetes },
      exits: '0 no harm was done, 1 some was, or something was not seen for what it is',
      run: async ({ values }, signal) => {
        const { tryHostileLines } = await import('../trials/sandbox/sandbox.ts')
        return await tryHostileLines(values.kubernetes, signal)
      },
    }),
    kubectls: command({
      does: 'what does each kubectl print, from 1.23 on, against one server?',
      usage: 'npm run trial -- kubectls [--kubernetes VERSION]',
      about: `Types the same lines with kubectl of each minor version from 1.23 on, on one ephemeral cluster, and records in
changes/recorded/kubectl.yaml what came back, as far as it differs from one version to the next. A kubectl that is missing
is compiled first, in 1 to 5 minutes each; then it takes about ten minutes.`,
      options: { kubernetes },
      exits: '0 recorded, 2 not all could be typed',
      run: async ({ values }, signal) => {
        const { typeWithEachKubectl } = await import('../trials/kubectls/kubectls.ts')
        return await typeWithEachKubectl(values, signal)
      },
    }),
    retype: command({
      does: 'does lab.md come back, typed line by line on a new cluster?',
      usage: 'npm run trial -- retype TRACE|VERSION [--lab NAME|PATH]',
      about: `Types what lab.md of a recorded run prints, line by line, into a shell on a new cluster of the same version, and says
where something else comes back, apart from what differs in each run. A line that only looks is typed until it shows
what is printed, for seven minutes at most.`,
      positionals: true,
      options: { lab },
      exits: '0 all came back as it is printed, 1 something did not, 2 not all could be typed',
      run: async ({ values, positionals }, signal) => {
        const { retype } = await import('../trials/retype/retype.ts')
        const name = single(positionals, 'trace or version of which a run is recorded')
        return await retype(await labOf(values, [name]), name, signal)
      },
    }),
    bench: command({
      does: 'what does it take and notice, beside chainsaw, kuttl and a plain script?',
      usage: 'npm run trial -- bench [OPTIONS]',
      about: `Measures this suite beside chainsaw, kuttl and a plain script, on one cluster, with the same claims; and tries which
counterexamples of the lab each of them notices. What is missing is compiled first.`,
      options: {
        runs: textOr('3', 'N')`how often each is measured (default 3)`,
        kubernetes,
        quick,
      },
      exits: '0 all goals are met, 1 one is missed, 2 not all could be measured',
      run: async ({ values }, signal) => {
        const { bench } = await import('../trials/bench/bench.ts')
        const { lab: ours } = await import('../trials/bench/authors/kubelab/lab.ts')
        const runs = wholeNumber('--runs', values.runs, { least: 1, most: 100 })
        const options = { ...values, runs, kubernetes: values.kubernetes ?? defaultKubernetes }
        return await bench(await labOf({}), ours, options, signal)
      },
    }),
  },
)

/** All that the project can be told to do: a row a command. */
export const kubelab = commandOf(
  {
    usage: 'scripts/setup COMMAND [ARG...]',
    about:
      'Installs what is missing, then runs a command. After the name of a command, --help says how it is called.',
    exits: 'those of the command',
  },
  'a command',
  {
    verify: command({
      does: 'Runs the lab on a cluster, and judges every claim',
      usage: 'npm run verify [-- OPTIONS]',
      about: 'Runs the lab on an ephemeral cluster, or on an existing one, and judges every claim.',
      options: {
        lab,
        kubernetes,
        image: text(
          'REFERENCE',
        )`verify an image of a kind node that the engine has or can pull, as docker.io/kindest/node:v1.36.4`,
        'image-source': text(
          'SOURCE',
        )`pull or build the node image; by default pulled where a registry answers, else built`,
        context: text(
          'NAME',
        )`verify a cluster that is there already, by its context: the run works in namespaces of its own there, and
removes all that it has made`,
        kubeconfig: text('FILE')`with --context: the file that has it; by default what kubectl reads`,
        namespaces: text(
          'A,B,...',
        )`with --context: work in these namespaces, which are empty, and make none; one is enough, more are
quicker`,
        kubectl: text(
          'WHICH',
        )`a kubectl to test: a path, or a version, as v1.23.3; by default the cluster's own, with --context the one on
the PATH where it fits, else one of the server's version`,
        quick,
        only: text(
          'CLAIM,...',
        )`work through what these claims need, and judge no others: ids, or how they begin, as job/`,
        'claims-only': claimsOnly,
        keep: flag`leave the cluster running, and say how to use and remove it`,
        reuse: flag`take the cluster that was kept last, of the version of --kubernetes where one is named, and leave it running`,
        cost: flag`say how often the API server was asked, and what this process took of the machine; not with --context or --reuse`,
      },
      exits: ofVerdicts,
      run: async ({ values }, signal) => {
        const { existingCluster, reuses } = await import('../src/commands/existing-cluster.ts')
        const { verify } = await import('../src/commands/verify.ts')
        const { 'image-source': imageSource, 'claims-only': onlyClaims, ...options } = values
        const existing = existingCluster(values)
        if (imageSource !== undefined && imageSource !== 'pull' && imageSource !== 'build')
          throw new UsageError(`--image-source: expected pull or build, found ${imageSource}`)
        const reuse = reuses(values)
        return (
          await verify(
            await labOf(values),
            { ...options, reuse, imageSource, existing, claimsOnly: onlyClaims },
            signal,
          )
        ).exitCode
      },
    }),
    test: command({
      does: 'Tests the project, and runs the lab with a test a claim',
      usage: 'npm test [-- --unit | --changed]',
      about: `The project's own checks and tests, then the lab on an ephemeral cluster, where each claim is a test of vitest, and
its short scenarios once on busy cores and once while things go wrong.`,
      options: {
        lab,
        unit: flag`only the first: no cluster is made`,
        changed: flag`of the first only the checks, and those tests that can notice what has changed since the last commit`,
      },
      exits: '0 all passed, 1 something failed, 2 not all could be judged',
      run: async ({ values }, signal) => {
        const { testAll } = await import('./test.ts')
        return await testAll(await labOf(values), values, signal)
      },
    }),
    new: command({
      usage: 'npm run new -- NAME|PATH',
      about: `Writes a lab to begin with, of one Pod and a few claims: the folder specs/NAME, or PATH, and manifests/NAME beside that of
labs. docs/write-a-lab.md goes on from there.`,
      positionals: true,
      options: {},
      exits: '0 written',
      run: async ({ positionals }) => {
        const { newLab } = await import('../src/lab/new-lab.ts')
        const { pathFromHere } = await import('../src/one-line.ts')
        const named = single(positionals, 'name')
        for (const path of await newLab(named, labsFolder)) console.log(pathFromHere(path))
        console.log(`Next: npm run verify -- --lab ${named}`)
        return 0
      },
    }),
    replay: command({
      usage: 'npm run replay -- FILE [OPTIONS]',
      about:
        'Judges every claim on a recorded trace (reports/<lab>/<version>/trace.ndjson); no cluster is needed.',
      positionals: true,
      options: { lab, reports: reports`write the reports there`, 'claims-only': claimsOnly },
      exits: ofVerdicts,
      run: async ({ values, positionals }, signal) => {
        const { replay } = await import('../src/commands/replay.ts')
        return await replay(await labOf(values, positionals), single(positionals, 'trace file'), signal, {
          reports: values.reports,
          claimsOnly: values['claims-only'],
        })
      },
    }),
    matrix: command({
      usage: 'npm run matrix -- VERSION|TRACE... [OPTIONS]',
      about: `Puts versions of Kubernetes side by side: claims × versions, since when each change is there, and errata. Runs the lab on
each version that is named; a trace stands for a run. A version that can't be had is a blocked column.
One that must be compiled takes up to 14 GB of disk meanwhile, of which 3 GB stay.`,
      positionals: true,
      options: {
        lab,
        supports: text(
          'FROM..TO',
        )`the versions that the course supports, as in v1.33..v1.37: the errata are for them (default all)`,
        traces: text(
          'FOLDER',
        )`run nothing: take the trace of each version from FOLDER/VERSION.ndjson, or .ndjson.gz`,
        reports: reports`write there (default reports/<lab>): matrix.html, matrix.md, matrix.json, and a folder a version`,
      },
      exits: `0 as recorded, 1 the lab and Kubernetes disagree in a new way, or a change came at another time than is recorded,
2 not all could be judged`,
      run: async ({ values, positionals: names }, signal) => {
        const { runMatrix: sideBySide, supportsOf } = await import('../src/commands/matrix.ts')
        if (names.length === 0) throw new UsageError('expected versions or traces, found none')
        const supports = values.supports === undefined ? undefined : supportsOf(values.supports)
        return await sideBySide(await labOf(values, names), { ...values, names, supports }, signal)
      },
    }),
    compare: command({
      usage: 'npm run compare -- A B [--reports FOLDER], or npm run compare -- --learn TRACE TRACE...',
      about: `Compares what a student saw in two runs: what came back from each line, by row and column, path, field and line, how it
ended, and how objects went through their states. A and B are traces, or versions (v1.33): on one of which no run is
recorded the lab is worked through first. Each change has an owner: a change that is known
(npm run changes), a drift, a claim that allows for it, or it is accepted in accepted.ts of the lab.`,
      positionals: true,
      options: {
        lab,
        learn: flag`learn what runs of one version differ in, which says nothing, and add it to noise.yaml of the lab`,
        reports: reports`write compare-A-B.html, .md and .json there (default reports/<lab>)`,
      },
      exits: `0 each change has an owner, 1 some have none, 2 not all could be compared or the machine
may have made a change`,
      run: async ({ values, positionals }, signal) => {
        const { compare, learn } = await import('../src/commands/compare.ts')
        const chosen = await labOf(values, positionals)
        if (values.learn) return await learn(chosen, positionals, signal)
        const [one, other, ...more] = positionals
        if (one === undefined || other === undefined || more.length > 0)
          throw new UsageError(`expected two traces or versions to compare, found ${positionals.length}`)
        return await compare(chosen, [one, other], signal, values.reports)
      },
    }),
    proofread: command({
      usage: 'npm run proofread -- TEXT... [OPTIONS]',
      about: `Types a text on a real cluster, in a sandbox, twice, and checks each printed place (a cell, a field, a line, a value)
with what came back. TEXT is Markdown, HTML, AsciiDoc, reStructuredText, a notebook, or plain text as it comes from a page or a
PDF. A typing is kept and stands in while the typed lines and files are the same.`,
      positionals: true,
      options: {
        lab,
        kubernetes: text('V,V,...')([
          `type it on these versions, and say since which each place is otherwise (default ${defaultKubernetes})`,
        ]),
        kubectl: text(
          'WHICH',
        )`a kubectl to type: a path, or a version, as v1.23.3; by default the cluster's own`,
        files: text(
          'FOLDER',
        )`has files that the text names and does not show; else those of the lab are taken`,
        plan: flag`only say what would be typed, and what could not be read; no cluster is made`,
        again: flag`type it anew, whatever was typed before`,
        format: textOr('words', 'FORM')`words, sarif (SARIF 2.1.0), or github (annotations of a workflow)`,
        reports: reports`write proofread.html, .md, .json and .patch there, which git apply takes (default reports)`,
      },
      exits: '0 nothing is stale, 1 something is, 2 too little could be read or typed',
      run: async ({ values, positionals }, signal) => {
        const { proofread } = await import('../src/commands/proofread.ts')
        const { toldForms } = await import('../src/report/proofread/tell-texts.ts')
        const format = toldForms.find((form) => form === values.format)
        if (format === undefined)
          throw new UsageError(`--format: expected ${toldForms.join(', ')}, found ${values.format}`)
        if (positionals.length === 0) throw new UsageError('expected a text to proofread, found none')
        const versions = values.kubernetes?.split(',')
        return await proofread(
          await labOf(values),
          positionals,
          { ...values, kubernetes: versions, format },
          signal,
        )
      },
    }),
    catalogue: command({
      usage: 'npm run catalogue [-- --lab NAME|PATH]',
      about: `Prints all claims, each with its step of the lab, what is on record against it, and what the recorded runs show
of it, as Markdown; no cluster is needed.`,
      options: { lab },
      exits: '0 printed',
      run: async ({ values }) => {
        const { catalogueOf } = await import('../src/report/catalogue.ts')
        const { recordedColumns } = await import('../src/report/matrix/recorded-columns.ts')
        const chosen = await labOf(values)
        console.log(catalogueOf(chosen, await recordedColumns(chosen)))
        return 0
      },
    }),
    changes: command({
      usage: 'npm run changes [-- OPTIONS]',
      about: `Prints what Kubernetes is known to print otherwise since some version: tables, descriptions, messages, YAML, answers of the API.`,
      options: {
        lab: text('NAME|PATH')`only those by which a claim of this lab has drifted`,
        since: text('VERSION')`from this minor version on, as 1.30`,
        until: text('VERSION')`up to this one`,
        in: text('LINE')`only what this line prints, as "get jobs" or "curl localhost:8001/api"`,
      },
      exits: '0 printed',
      run: async ({ values }) => {
        const { knownChanges } = await import('../src/commands/known-changes.ts')
        return knownChanges(values, values.lab === undefined ? undefined : await labOf(values))
      },
    }),
    clean: command({
      usage: 'npm run clean [-- --dry-run]',
      about: `Removes what the suite has put on this machine: the cache, and in the container engines images, volumes, the network of
kind and clusters that were left behind. What a container still uses stays. What was done to the machine itself, such as
packages that were installed, is named with the command that undoes it. While a run is going on nothing is removed.`,
      options: { 'dry-run': flag`only say what would be removed` },
      exits: '0 done, 2 a run is going on, or something could not be removed',
      run: async ({ values }, signal) => {
        const { clean } = await import('../src/commands/clean.ts')
        return await clean({ dryRun: values['dry-run'] }, signal)
      },
    }),
    setup: command({
      does: 'Installs what a run needs',
      usage: 'npm run setup [-- --kubernetes VERSION]',
      about: `Installs, pulls or builds what a run needs: a container engine, kind, a node image, kubectl. The other commands do
the same first. LAB_SETUP=never only reports what is missing.`,
      options: { kubernetes },
      exits: '0 all is there, 2 something is missing',
      run: async ({ values }, signal) => {
        const { setup } = await import('../src/cluster/setup.ts')
        const { engine, image, kubectl } = await setup({ ...values, signal })
        console.log(
          `${engine.name}, node image of Kubernetes ${image.kubernetes} (${image.source}), ${kubectl}`,
        )
        return 0
      },
    }),
    trial,
    record: command({
      usage: 'scripts/setup record TRACE [FOLDER] [--lab NAME|PATH]',
      about: `Adds the trace of a run to the recorded runs of the lab, or to FOLDER, without what no claim and no report reads: judged again it gives
the same report. It is named by the version of the server, and by that of kubectl where it is another.`,
      positionals: true,
      options: { lab },
      exits: '0 kept, 2 it is not whole or its report would be another',
      run: async ({ values, positionals: [path, folder, ...more] }) => {
        const { record } = await import('../src/commands/record.ts')
        if (path === undefined || more.length > 0) throw new UsageError('expected one trace file')
        await record(await labOf(values, [path]), path, folder)
        return 0
      },
    }),
    screenshots: command({
      usage: 'scripts/setup screenshots [TRACE] [--lab NAME|PATH]',
      about: `Takes the pictures of the documents, docs/report.png, docs/timeline.png and docs/terminal.png, of a recorded run
(default the newest of the lab), and docs/proofread.png of a small text. A Chromium is needed: apt-get install chromium, or CHROMIUM=PATH.`,
      positionals: true,
      options: { lab },
      exits: '0 taken, 2 there is no Chromium',
      run: async ({ values, positionals: [trace] }) => {
        const { screenshots } = await import('./screenshots.ts')
        await screenshots(await labOf(values, trace === undefined ? [] : [trace]), trace)
        return 0
      },
    }),
    versions: command({
      usage: 'scripts/setup versions [OPTIONS]',
      about: `Prints the versions that workflows need, one a line, as $GITHUB_OUTPUT takes them: kind, runs (a JSON array: the name of each
run, and the option and the value that npm run verify is called with), names (of the runs, as npm run matrix takes them), and labs (a JSON
array: the names of the labs of this project).`,
      options: {
        kubernetes: textOr(
          '',
          'VERSIONS',
        )`with spaces between them; by default each minor version whose node image is pinned`,
        image: textOr('', 'REFERENCE')`a node image to run as well, or alone where no version is named`,
      },
      exits: '0 printed',
      run: async ({ values }) => {
        const { workflowOutputs } = await import('../src/commands/workflows.ts')
        for (const line of workflowOutputs(values.kubernetes, values.image, labsHere)) console.log(line)
        return 0
      },
    }),
  },
)
