import { CONTROLS } from "./controls.js";
import { schemaOfFields } from "./forms.js";

/** JSON Schema of every control, as docs/sim-protocol.schema.json and /protocol.json give it. */
export function controlSchema(): Record<string, unknown> {
  const oneOf = Object.entries(CONTROLS).map(([name, control]) => {
    const schema = schemaOfFields(control.fields) as { required: string[]; properties: Record<string, unknown> };
    return {
      title: name, description: control.about, ...schema,
      required: ["id", "do", ...schema.required],
      properties: { id: { type: "integer", minimum: 0, description: "repeated in the answer" }, do: { const: name }, ...schema.properties },
    };
  });
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: "Controls of the Postern simulator", oneOf };
}
