using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Xunit;
using LeadPlatform.Contracts.Access;
using LeadPlatform.Contracts.Captures;
using LeadPlatform.Contracts.Leads;
using LeadPlatform.Contracts.Problems;
using LeadPlatform.DataService.Capture;
using LeadPlatform.TestHost;

namespace LeadPlatform.DataService.Tests.Capture;

public sealed class FormTests(RunningDataService service)
{
    private const string Form = CaptureContents.Form;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_becomes_the_lead_that_the_same_members_as_json_become()
    {
        var (source, post) = (service.NewSource(), SampleLeads.One());
        post["contact"]!["lastName"] = "O'Núñez & Söhne = 100%";
        post["contact"]!.AsObject().Remove("phone");
        post["details"]!["comments"] = "123";
        post["details"]!["driver"] = new JsonObject { ["name"] = "Ada" };
        var form = await LeadForms.Content(post).ReadAsStringAsync(Cancellation);
        post["line"] = "home";

        var fromForm = await LeadAsync(await PostAsync(source, form.Replace("line=auto", "line=home", StringComparison.Ordinal)));
        post["contact"]!["email"] = $"other.{post["contact"]!["email"]}";
        var fromJson = await LeadAsync(await source.PostAsync(post.ToJsonString()));

        fromForm.Contact.ShouldBe(fromJson.Contact with { Email = fromForm.Contact.Email });
        JsonNode.DeepEquals(JsonSerializer.SerializeToNode(fromForm.Details), JsonSerializer.SerializeToNode(fromJson.Details)).ShouldBeTrue(JsonSerializer.Serialize(fromForm.Details));
        JsonSerializer.Serialize(fromForm.Consent).ShouldBe(JsonSerializer.Serialize(fromJson.Consent));
        (fromForm.Line, fromForm.SubId, fromForm.Notes).ShouldBe((fromJson.Line, fromJson.SubId, fromJson.Notes));
    }

    [Fact]
    public void Details_take_the_type_that_they_have_or_that_their_name_says()
    {
        var lead = Read("details.vehicleYear=2021&details.currentlyInsured=false&details.zip=01234&details.children:number=2&details.pets:boolean=true&details.empty=&details.a.b=x", out var errors);
        errors.ShouldBeEmpty();
        Encoding.UTF8.GetString(lead.Details!).ShouldBe("""{"vehicleYear":2021,"currentlyInsured":false,"zip":"01234","children":2,"pets":true,"a":{"b":"x"}}""");
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var problem = await RefusedAsync(
            "line=pet&contact.firstName=Ada&contact.firstName=Eve&contact.lastName=+&contact.email=a%40%40b&isAdmin=true&contact.nick=A&details.vehicleYear=new&details.tobacco=yes&details.a=1&details.a.b=2&consent.channels=phone&consent.channels=fax");

        problem.GetProperty("code").GetString().ShouldBe("validation");
        problem.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("path").GetString(), error.GetProperty("code").GetString())).ShouldBe(
            [
                ("contact.firstName", "repeated"), ("isAdmin", "unknown_member"), ("contact.nick", "unknown_member"), ("details.vehicleYear", "type"),
                ("details.tobacco", "type"), ("details.a.b", "repeated"), ("line", "unknown"), ("contact.lastName", "required"), ("contact.email", "format"),
                ("contact.address", "required"), ("consent.text", "required"), ("consent.capturedAt", "required"), ("consent.channels[1]", "unknown"),
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("line=%zz")]
    [InlineData("line=auto&contact.firstName=%C3")]
    [InlineData("line=auto%")]
    public async Task A_body_that_is_no_form_is_refused_as_such(string body)
    {
        var (status, problem) = await service.NewSource().PostRefusedAsync(body, Form);
        (status, problem.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.BadRequest, "invalid_form"));
    }

    [Fact]
    public async Task A_form_past_the_limit_is_refused()
    {
        var (status, problem) = await service.NewSource().PostRefusedAsync($"notes={new string('x', 65_536)}", Form);
        (status, problem.GetProperty("code").GetString()).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "too_large"));
    }

    [Fact]
    public async Task Forms_and_json_that_a_gateway_hands_on_together_are_each_read_as_what_they_are()
    {
        var frames = new ArrayBufferWriter<byte>();
        foreach (var content in (CaptureContent[])[CaptureContent.Json, CaptureContent.Form])
        {
            var lead = SampleLeads.One();
            var body = content == CaptureContent.Form ? await LeadForms.Content(lead).ReadAsStringAsync(Cancellation) : lead.ToJsonString();
            CaptureFrames.Write(frames, Guid.CreateVersion7(), Guid.CreateVersion7(), "", "", Encoding.UTF8.GetBytes(body), content);
        }

        (await HandOnAsync(frames, CaptureFrames.MediaType)).ShouldBe([201, 201]);
    }

    [Fact]
    public async Task Frames_of_the_version_before_are_read_too()
    {
        var frames = new ArrayBufferWriter<byte>();
        CaptureFrames.Write(frames, Guid.CreateVersion7(), Guid.CreateVersion7(), "", "", Encoding.UTF8.GetBytes(SampleLeads.One().ToJsonString()));
        (await HandOnAsync(frames, "application/vnd.leadplatform.captures")).ShouldBe([201]);
    }

    [Property]
    public bool Any_bytes_are_read_or_refused_and_nothing_else(byte[] body)
    {
        try
        {
            Read(body, out _);
        }
        catch (LeadPostException)
        {
            // Refused as no form.
        }

        return true;
    }

    [Property]
    public bool Whatever_a_field_holds_comes_out_as_it_was(NonNull<string> text)
    {
        var value = string.Concat(text.Get.EnumerateRunes()) + "&=%+ é";
        return Read($"notes={Uri.EscapeDataString(value)}", out _).Notes == value;
    }

    private static LeadPost Read(string body, out List<FieldError> errors) => Read(Encoding.UTF8.GetBytes(body), out errors);

    private static LeadPost Read(byte[] body, out List<FieldError> errors) => LeadFormReader.Read(body, errors = []);

    private static Task<HttpResponseMessage> PostAsync(SourceClient source, string form) => source.PostAsync(form, contentType: Form);

    private async Task<LeadView> LeadAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
        var captured = (await answer.Content.ReadFromJsonAsync<CaptureAnswer>(Cancellation))!;
        using var manager = service.Manager();
        return (await manager.GetLeadAsync(captured.LeadId))!;
    }

    private async Task<JsonElement> RefusedAsync(string form)
    {
        var (status, problem) = await service.NewSource().PostRefusedAsync(form, Form);
        status.ShouldBe(HttpStatusCode.UnprocessableEntity, problem.ToString());
        return problem;
    }

    private async Task<int[]> HandOnAsync(ArrayBufferWriter<byte> frames, string mediaType)
    {
        using var gateway = service.Client(Roles.Service);
        using var content = new ReadOnlyMemoryContent(frames.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        using var answer = await gateway.PostAsync(CaptureFrames.Path, content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        ReadOnlyMemory<byte> answers = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        var statuses = new List<int>();
        while (CaptureFrames.TryReadAnswer(ref answers, out var one))
            statuses.Add(one.Status);
        return [.. statuses];
    }
}
