package io.leasehold.isolation.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Amazon Bedrock: the model, and the inference profile in front of it. */
final class BedrockReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,140}");
  private static final Pattern REGIONAL =
      Pattern.compile("(?:us|eu|apac|jp|au|ca|global|us-gov)\\.[a-z0-9-]+\\..+");
  private static final Pattern PROFILE =
      Pattern.compile("(?:application-)?inference-profile/[A-Za-z0-9._:-]+");
  private static final Pattern MODEL =
      Pattern.compile(
          "(?:foundation-model|provisioned-model|custom-model-deployment|imported-model)"
              + "/[A-Za-z0-9._:-]+");

  private BedrockReader() {}

  static ServiceReader create() {
    return new RestReader("bedrock", new RestJsonRefusals("message"))
        .on("POST", "/model/{model}/invoke", "InvokeModel", model("InvokeModel"))
        .on("POST", "/model/{model}/converse", "Converse", model("InvokeModel"))
        .on(
            "POST",
            "/model/{model}/invoke-with-response-stream",
            "InvokeModelWithResponseStream",
            model("InvokeModelWithResponseStream"))
        .on(
            "POST",
            "/model/{model}/converse-stream",
            "ConverseStream",
            model("InvokeModelWithResponseStream"))
        .on(
            "POST",
            "/guardrail/{guardrail}/version/{version}/apply",
            "ApplyGuardrail",
            on("ApplyGuardrail", "guardrail/{guardrail}"))
        .on(
            "POST",
            "/knowledgebases/{base}/retrieve",
            "Retrieve",
            on("Retrieve", "knowledge-base/{base}"))
        .on(
            "POST",
            "/agents/{agent}/agentAliases/{alias}/sessions/{session}/text",
            "InvokeAgent",
            on("InvokeAgent", "agent-alias/{agent}/{alias}"))
        .on(
            "POST",
            "/flows/{flow}/aliases/{alias}",
            "InvokeFlow",
            on("InvokeFlow", "flow/{flow}/alias/{alias}"))
        .unlisted("POST", "/async-invoke", "bedrock:InvokeModel")
        .unlisted("POST", "/model/{model}/count-tokens", "bedrock:CountTokens")
        .unlisted("POST", "/agents/{session}", "bedrock:InvokeInlineAgent")
        .unlisted("POST", "/retrieveAndGenerate", "bedrock:RetrieveAndGenerate")
        .unlisted("POST", "/retrieveAndGenerateStream", "bedrock:RetrieveAndGenerate")
        .unlisted("POST", "/rerank", "bedrock:Rerank");
  }

  private static RestReader.Operation on(String action, String resource) {
    return (request, labels) -> {
      String filled = resource;
      for (Map.Entry<String, String> label : labels.entrySet()) {
        if (filled.contains("{" + label.getKey() + "}")) {
          String id = Arns.requireName(ID, label.getValue(), label.getKey());
          filled = filled.replace("{" + label.getKey() + "}", id);
        }
      }
      return List.of(Need.of("bedrock:" + action, request.arn("bedrock", filled)));
    };
  }

  private static RestReader.Operation model(String action) {
    return (request, labels) -> {
      String id = labels.getOrDefault("model", "");
      String arn = arn(request, id);
      List<Need> needs = new ArrayList<>();
      needs.add(Need.of("bedrock:" + action, arn).without("bedrock:InferenceProfileArn"));
      if (arn.contains("inference-profile/")) {
        // A call through a profile needs each model behind it as well.
        for (String behind : modelsOf(request, arn)) {
          needs.add(Need.of("bedrock:" + action, behind).with("bedrock:InferenceProfileArn", arn));
        }
      }
      boolean guarded =
          request.header("X-Amzn-Bedrock-GuardrailIdentifier").isPresent()
              || (request.http().rawPath().contains("/converse")
                  && request.json().has("guardrailConfig"));
      for (Need need : needs) {
        need.without("bedrock:PromptRouterArn");
        if (need.resource().contains("::foundation-model/")) {
          need.without("aws:ResourceTag/*"); // models of AWS have no tags
        }
        if (!guarded) {
          need.without("bedrock:GuardrailIdentifier");
        }
      }
      return needs;
    };
  }

  private static String arn(SignedRequest request, String id) {
    if (id.startsWith("arn:")) {
      return id.contains("inference-profile/")
          ? Arns.require(id, "bedrock", PROFILE)
          : Arns.require(id, "bedrock", MODEL);
    }
    Arns.requireName(ID, id, "model");
    return REGIONAL.matcher(id).matches()
        ? request.arn("bedrock", "inference-profile/" + id)
        : "arn:%s:bedrock:%s::foundation-model/%s"
            .formatted(request.partition(), request.region(), id);
  }

  private static List<String> modelsOf(SignedRequest request, String profile) {
    return request
        .facts()
        .allNamed("inference profile", profile)
        .orElseThrow(
            () ->
                new Unreadable(
                    "the models behind %s are not known: say them with AwsFacts.inferenceProfile"
                        .formatted(profile)));
  }
}
