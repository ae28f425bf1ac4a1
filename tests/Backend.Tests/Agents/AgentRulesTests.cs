using LeadPlatform.Backend.Agents;
using LeadPlatform.Contracts.Agents;

namespace LeadPlatform.Backend.Tests.Agents;

public sealed class AgentRulesTests
{
    private static readonly AgentInput Right = new("Robin Vale", "robin@example.com", "America/Chicago", 50);

    [Fact]
    public void A_right_agent_has_no_errors_and_what_was_left_out_stays_open()
    {
        var (values, errors) = AgentRules.Check(Right, whole: true);

        errors.ShouldBeEmpty();
        values.ShouldBe(new AgentValues("Robin Vale", "robin@example.com", "America/Chicago", 50, null, null, null, null));
    }

    [Fact]
    public void A_new_agent_lacks_all_that_has_no_default() =>
        Fields(AgentRules.Check(new AgentInput(), whole: true).Errors).ShouldBe(["name required", "email required", "timeZone required", "dailyCapacity required"]);

    [Fact]
    public void A_change_may_leave_everything_out() => AgentRules.Check(new AgentInput(), whole: false).Errors.ShouldBeEmpty();

    [Fact]
    public void Every_wrong_field_is_told_at_once_with_its_path()
    {
        var input = new AgentInput(
            " ", "not an address", "Mars/Olympus", -1, 101, true,
            [new("ZZ", "boats", "tomorrow"), null, new("TX", "auto", "2027-01-31"), new("tx", "auto", "2028-01-31")],
            [new("Monday", "9", "25:00"), new("monday", "09:00", "08:00"), new("friday", "09:00", "12:00"), new("friday", "11:59", "13:00"), new("sunday", "22:00", "00:00")]);

        Fields(AgentRules.Check(input, whole: true).Errors).ShouldBe(
        [
            "name length", "email format", "timeZone unknown", "dailyCapacity range", "weight range",
            "licences[0].state unknown", "licences[0].line unknown", "licences[0].expiresOn format",
            "licences[1].state required", "licences[1].line required", "licences[1].expiresOn required",
            "licences[3] repeated",
            "workingHours[0].day unknown", "workingHours[0].from format", "workingHours[0].to format",
            "workingHours[1].to order", "workingHours[3] overlap",
        ]);
    }

    [Fact]
    public void Only_the_switch_of_an_agent_counts_as_only_available()
    {
        AgentRules.Check(new AgentInput(Available: false), whole: false).Values.OnlyAvailable.ShouldBeTrue();
        AgentRules.Check(new AgentInput(Available: false, Weight: 100), whole: false).Values.OnlyAvailable.ShouldBeFalse();
        AgentRules.Check(new AgentInput(Available: false, Licences: []), whole: false).Values.OnlyAvailable.ShouldBeFalse();
    }

    private static IEnumerable<string> Fields(IReadOnlyList<Contracts.Problems.FieldError> errors) => errors.Select(e => $"{e.Path} {e.Code}");
}
