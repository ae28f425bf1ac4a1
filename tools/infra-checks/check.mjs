// Checks synthesized templates with three sets of rules and prints what they find, one JSON object a line: { tool, rule, template, resource, message }.
// usage: node check.mjs FOLDER
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { CelEngine, TemplateFile } from "@aws/cloudformation-validate";
import { CfnGuardValidator } from "@cdklabs/cdk-validator-cfnguard";
import { App, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import { AwsSolutionsChecks } from "cdk-nag";

const folder = process.argv[2];
const templates = readdirSync(folder).filter((name) => name.endsWith(".template.json")).map((name) => join(folder, name));
if (templates.length === 0) throw new Error(`No templates in ${folder}`);
const say = (finding) => console.log(JSON.stringify(finding));
const region = (template) => (basename(template).includes("-standby-") ? "us-west-2" : "us-east-1");

function cloudFormation() {
  const engine = new CelEngine();
  try {
    for (const template of templates) {
      const report = engine.validateStandard(new TemplateFile(template), { severityLevel: "WARN", pseudoParameterOverrides: { region: region(template) } });
      if (report.status !== "OK") say({ tool: "cloudformation-validate", rule: report.status, template: basename(template), resource: "", message: "The analysis did not end" });
      for (const one of report.diagnostics)
        say({ tool: "cloudformation-validate", rule: one.ruleId, template: basename(template), resource: one.entity?.logicalId ?? "", message: `${one.severity} ${one.message}` });
    }
  } finally {
    engine.free();
  }
}

function guard() {
  const report = new CfnGuardValidator({ maxBuffer: 256 * 1024 * 1024 }).validate({ templatePaths: templates });
  for (const violation of report.violations)
    for (const one of violation.violatingResources)
      say({ tool: "cfn-guard", rule: violation.ruleName, template: basename(one.templatePath), resource: one.resourceLogicalId, message: violation.description });
}

function nag() {
  for (const template of templates) {
    const stack = new Stack(new App(), "Checked", { env: { region: region(template) } });
    new CfnInclude(stack, "Template", { templateFile: template });
    for (const violation of new AwsSolutionsChecks().validateScope(stack).violations)
      for (const one of violation.violatingResources)
        say({ tool: "cdk-nag", rule: violation.ruleName, template: basename(template), resource: one.constructPath.split("/").pop(), message: violation.description });
  }
}

cloudFormation();
guard();
nag();
