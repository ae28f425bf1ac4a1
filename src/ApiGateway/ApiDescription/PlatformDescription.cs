using System.Text.Json.Nodes;

namespace LeadPlatform.ApiGateway.ApiDescription;

/// <summary>What the gateway itself adds to the description: who may call, and how errors look.</summary>
internal static class PlatformDescription
{
    public const string ProblemName = "Problem";

    private const string Problem = """
        {
          "type": "object",
          "description": "Problem details (RFC 9457).",
          "required": ["type", "title", "status", "code"],
          "properties": {
            "type": { "type": "string", "description": "urn:leadplatform:problem:{code}" },
            "title": { "type": "string" },
            "status": { "type": "integer", "format": "int32" },
            "detail": { "type": "string", "description": "What went wrong and what to do." },
            "code": { "type": "string", "description": "Stable: go by this, not by the texts." },
            "requestId": { "type": "string", "description": "The X-Request-Id of the answer." },
            "errors": {
              "type": "array",
              "description": "Every wrong field.",
              "items": {
                "type": "object",
                "required": ["path", "code", "message"],
                "properties": {
                  "path": { "type": "string", "description": "From the root of the body: consent.channels[1]" },
                  "code": { "type": "string" },
                  "message": { "type": "string" }
                }
              }
            }
          }
        }
        """;

    private const string ProblemResponse = """
        {
          "description": "Not done: problem details with a stable code. 429 and 503 say with Retry-After, in seconds, when to try again.",
          "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
        }
        """;

    private const string SecuritySchemes = """
        {
          "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "An access token of /connect/token." },
          "apiKey": { "type": "apiKey", "in": "header", "name": "X-Api-Key", "description": "The key of a source." }
        }
        """;

    private const string Token = """
        {
          "post": {
            "operationId": "Token",
            "summary": "Get an access token for a client's id and secret",
            "tags": ["Identity"],
            "security": [],
            "requestBody": {
              "required": true,
              "content": {
                "application/x-www-form-urlencoded": {
                  "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_id", "client_secret"],
                    "properties": {
                      "grant_type": { "type": "string", "enum": ["client_credentials"] },
                      "client_id": { "type": "string" },
                      "client_secret": { "type": "string", "format": "password" },
                      "scope": { "type": "string", "description": "Space-separated; all of the client's scopes when left out." }
                    }
                  }
                }
              }
            },
            "responses": {
              "200": {
                "description": "The token",
                "content": {
                  "application/json": {
                    "schema": {
                      "type": "object",
                      "required": ["access_token", "token_type", "expires_in"],
                      "properties": {
                        "access_token": { "type": "string" },
                        "token_type": { "type": "string", "enum": ["Bearer"] },
                        "expires_in": { "type": "integer", "description": "Seconds" }
                      }
                    }
                  }
                }
              },
              "400": {
                "description": "Refused, as OAuth 2.0 says it: an error and its description",
                "content": { "application/json": { "schema": { "type": "object", "properties": { "error": { "type": "string" }, "error_description": { "type": "string" } } } } }
              }
            }
          }
        }
        """;

    public static JsonObject Complete(JsonObject paths, JsonObject components)
    {
        paths.TryAdd("/connect/token", JsonNode.Parse(Token));
        Set(components, "schemas", ProblemName, Problem);
        Set(components, "responses", ProblemName, ProblemResponse);
        components["securitySchemes"] = JsonNode.Parse(SecuritySchemes);
        foreach (var operation in paths.Where(path => path.Key.StartsWith("/v1", StringComparison.Ordinal)).SelectMany(path => DocumentMerge.Operations(path.Value)))
        {
            if (operation["responses"] is not JsonObject responses)
                operation["responses"] = responses = [];
            responses.TryAdd("default", new JsonObject { ["$ref"] = References.To("responses", ProblemName) });
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "LeadPlatform",
                ["version"] = "v1",
                ["description"] = "Insurance leads: capture, qualification, assignment. Times are ISO 8601 in UTC, ids are UUIDs, pages go on with nextCursor.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["apiKey"] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = components,
        };
    }

    private static void Set(JsonObject components, string section, string name, string json)
    {
        if (components[section] is not JsonObject members)
            components[section] = members = [];
        members[name] = JsonNode.Parse(json);
    }
}
