import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Compiles a validator in Java that stands beside its `pom.xml`; returns a function that says whether it finds every file
 * good, and prints what it finds. Options of the command line go to Maven; `work` is a folder for what it builds.
 */
export function javaValidator({ pom, mainClass, work }) {
  const list = join(work, 'class-path');
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath';
  const options = ['-q', '-B', '-f', pom, `-Dtarget=${join(work, 'target')}`, `-Dmdep.outputFile=${list}`];
  execFileSync('mvn', [...options, ...process.argv.slice(2), 'compile', goal], { stdio: 'inherit' });
  const classPath = [join(work, 'target/classes'), readFileSync(list, 'utf8').trim()].join(delimiter);
  return (paths) => {
    const { status, error } = spawnSync('java', ['-cp', classPath, mainClass, ...paths], {
      stdio: 'inherit',
    });
    if (error) throw new Error('Install a JDK (17 or newer).', { cause: error });
    return status === 0;
  };
}
