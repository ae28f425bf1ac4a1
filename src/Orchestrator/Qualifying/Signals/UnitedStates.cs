using System.Collections.Frozen;

namespace LeadPlatform.Orchestrator.Qualifying.Signals;

/// <summary>Names of the states and territories (ISO 3166-2:US) as the geocoder writes them out.</summary>
internal static class UnitedStates
{
    private const string Names =
        "AL=Alabama,AK=Alaska,AZ=Arizona,AR=Arkansas,CA=California,CO=Colorado,CT=Connecticut,DE=Delaware,DC=Washington D.C.,FL=Florida,GA=Georgia,HI=Hawaii,ID=Idaho,IL=Illinois,"
        + "IN=Indiana,IA=Iowa,KS=Kansas,KY=Kentucky,LA=Louisiana,ME=Maine,MD=Maryland,MA=Massachusetts,MI=Michigan,MN=Minnesota,MS=Mississippi,MO=Missouri,MT=Montana,NE=Nebraska,"
        + "NV=Nevada,NH=New Hampshire,NJ=New Jersey,NM=New Mexico,NY=New York,NC=North Carolina,ND=North Dakota,OH=Ohio,OK=Oklahoma,OR=Oregon,PA=Pennsylvania,RI=Rhode Island,"
        + "SC=South Carolina,SD=South Dakota,TN=Tennessee,TX=Texas,UT=Utah,VT=Vermont,VA=Virginia,WA=Washington State,WV=West Virginia,WI=Wisconsin,WY=Wyoming,"
        + "PR=Puerto Rico,GU=Guam,VI=U.S. Virgin Islands,MP=Northern Mariana Islands";

    private static readonly FrozenDictionary<string, string> Codes = Names.Split(',').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[1], pair => pair[0]);

    public static IEnumerable<string> All => Codes.Keys;

    public static string? CodeOf(string name) => Codes.GetValueOrDefault(name);
}
