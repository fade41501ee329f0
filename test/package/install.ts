import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface InstalledPackage {
  /** A project of its own, outside of the repository, with the fixtures in it. */
  readonly project: string;
  /** Where the package itself came to lie in it. */
  readonly home: string;
  readonly tarball: string;
  /** The paths in the tarball. */
  readonly files: readonly string[];
}

/** Packs the package and installs the tarball as a stranger would, from local files alone. */
export async function installPackage(): Promise<InstalledPackage> {
  if (await isStale()) await run('npm', ['run', 'build'], root);
  const folder = await mkdtemp(join(tmpdir(), 'crossgate-package-'));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename, files }] = JSON.parse(await run('npm', pack, root)) as [
    { filename: string; files: { path: string }[] },
  ];
  const tarball = join(folder, filename);
  const project = join(folder, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{ "private": true }');
  const dependencies = await localDependencies(root);
  const install = ['install', '--offline', '--install-links', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', [...install, tarball, ...dependencies], project);
  await cp(new URL('fixtures', import.meta.url), join(project, 'fixtures'), { recursive: true });
  const home = join(project, 'node_modules/crossgate');
  return { project, home, tarball, files: files.map((file) => file.path) };
}

/** Where the runtime dependencies lie in this repository, and theirs. */
async function localDependencies(folder: string): Promise<string[]> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8');
  const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
  const direct = Object.keys(dependencies).map((name) => join(root, 'node_modules', name));
  return [...direct, ...(await Promise.all(direct.map(localDependencies))).flat()];
}

/** Runs a program to its end. @returns what it printed; @throws with all that it printed when it fails. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const running = promisify(execFile)(program, args, { cwd, maxBuffer: 2 ** 24 });
  const { stdout } = await running.catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  });
  return stdout;
}

/** The path of a program that a development dependency brings. */
export const tool = (path: string): string => join(root, 'node_modules', path);

/** Whether `dist` is missing, or older than what it is built from. `npm test` builds first, so rarely. */
async function isStale(): Promise<boolean> {
  const sources = await readdir(join(root, 'src'), { recursive: true });
  const built = await stat(join(root, 'dist/index.cjs')).catch(() => undefined);
  const inputs = ['tsup.config.ts', ...sources.map((file) => join('src', file))];
  const changed = await Promise.all(inputs.map(async (file) => (await stat(join(root, file))).mtimeMs));
  return built === undefined || Math.max(...changed) > built.mtimeMs;
}
