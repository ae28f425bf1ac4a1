using System.Text.Json.Nodes;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.DataService.Capture;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace LeadPlatform.DataService;

/// <summary>What the OpenAPI document says of the endpoints that read their body themselves.</summary>
internal static class LeadsOpenApi
{
    /// <summary>A whole lead; the README's example is the same.</summary>
    private const string Example =
        """
        {
          "line": "auto",
          "contact": {
            "firstName": "Ada", "lastName": "Byron", "email": "ada.byron@example.com", "phone": "(212) 555-0123", "dateOfBirth": "1990-02-03",
            "address": { "street": "1 Main Street", "city": "New York", "state": "NY", "postalCode": "10001" }
          },
          "consent": {
            "text": "By clicking \"Get my quote\" I agree that Example Insurance may call, text and email me about insurance. Consent is not a condition of purchase.",
            "sellers": ["Example Insurance"], "channels": ["phone", "sms", "email"], "capturedAt": "2026-01-31T17:05:00Z",
            "pageUrl": "https://quotes.example.com/auto", "ip": "203.0.113.9"
          },
          "subId": "spring-1",
          "notes": "Please call after 5 pm",
          "details": { "vehicleYear": 2021, "vehicleMake": "Toyota", "vehicleModel": "Camry", "currentlyInsured": true }
        }
        """;

    public static RouteHandlerBuilder DescribesMappedCapture(this RouteHandlerBuilder endpoint) => endpoint
        .WithName("captureMappedLead")
        .WithSummary("Capture a lead in its publisher's own shape")
        .WithDescription("""
            The body, any JSON object or form, is made a lead by the mapping of the caller's source; 409 `no_mapping` where it has none. Everything else is as with
            `POST /v1/leads`. Refusals name the paths of the body that was sent, where a wrong member comes from there.
            """)
        .Accepts<object>(CaptureContents.Json, CaptureContents.Form)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .AnswersCapture();

    private static RouteHandlerBuilder AnswersCapture(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<CaptureAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static OpenApiSchema Form { get; } = new()
    {
        Type = JsonSchemaType.Object,
        Description = "The lead's members by their paths, such as contact.email and details.vehicleYear. A list is its name repeated; an empty field is one that was not given.",
        AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static RouteHandlerBuilder DescribesCapture(this RouteHandlerBuilder endpoint) => endpoint
        .WithName("captureLead")
        .WithSummary("Capture a lead")
        .WithDescription("""
            Answers 201 once the lead is durable. With `Prefer: wait=N` (seconds, up to 30) it answers once the lead has its outcome
            (`assigned`, `unmatched`, `disqualified`), or after N seconds with the status it has by then. Refusals name every wrong field at once.
            """)
        .Accepts<LeadPost>(CaptureContents.Json, CaptureContents.Form)
        .AnswersCapture()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            if (operation.RequestBody?.Content?.TryGetValue("application/json", out var body) is true)
                body.Example = JsonNode.Parse(Example);
            if (operation.RequestBody?.Content?.TryGetValue(CaptureContents.Form, out var form) is true)
                form.Schema = Form;
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Prefer",
                In = ParameterLocation.Header,
                Description = "wait=N: answer with the outcome, after N seconds at the latest.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = "wait=10",
            });
            return Task.CompletedTask;
        });
}
