// Shows what it was given, and is as ill as it is told to be.
var healthy = true;
var app = WebApplication.CreateSlimBuilder(args).Build();
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/arguments", () => args);
app.MapGet("/directory", () => Environment.CurrentDirectory);
app.MapGet("/health", () => healthy ? Results.Ok() : Results.Text("the queue is full", statusCode: 503));
app.MapPost("/health/{value:bool}", (bool value) => { healthy = value; });
app.MapPost("/say", (string text) => Console.WriteLine(text));
app.MapPost("/end", (int code) => Environment.Exit(code));
app.Run();
