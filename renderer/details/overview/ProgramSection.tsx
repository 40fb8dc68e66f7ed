import type { ContainerDetails } from '../../../shared/container.ts';
import { Fact, Facts, Section } from '../../ui/index.ts';
import { quoteWord } from '../../ui/shell-words.ts';

/** What runs, out of which image, as whom and by which runtime. */
export function ProgramSection({ details }: { readonly details: ContainerDetails }) {
  const { summary } = details;
  const command = summary.command.map(quoteWord).join(' ');
  return (
    <Section title="Program">
      <Facts>
        <Fact name="Image" copy={summary.image} code>
          {summary.image}
        </Fact>
        <Fact name="Image id" copy={summary.imageId} code>
          {summary.imageId.replace(/^sha256:/, '').slice(0, 12)}
        </Fact>
        <Fact name="Command" copy={command} code>
          {command}
        </Fact>
        <Fact name="Process id">{details.pid === null || details.pid === 0 ? null : `${details.pid}`}</Fact>
        <Fact name="User">{details.user === '' ? 'root (the image names none)' : details.user}</Fact>
        <Fact name="Directory" code>
          {details.workingDirectory}
        </Fact>
        <Fact name="Terminal">{details.terminal ? 'yes' : 'no: output and errors come apart'}</Fact>
        <Fact name="Init">{details.init ? 'yes: a small init reaps zombies' : 'no'}</Fact>
        <Fact name="OCI runtime">{details.ociRuntime}</Fact>
        {details.securityOptions.length > 0 && (
          <Fact name="Security" code>
            {details.securityOptions.join(', ')}
          </Fact>
        )}
        {summary.pod !== null && (
          <Fact name="Pod">{summary.isInfra ? `${summary.pod} (its first container)` : summary.pod}</Fact>
        )}
      </Facts>
    </Section>
  );
}
